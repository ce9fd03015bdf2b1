import { r0, r1, r2, r3, r4, r6 } from "@tapset/asm";
import { CONTROL } from "@tapset/compiler";
import { createKernel } from "@tapset/sys";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { runScript } from "../session/run-script.js";
import { print } from "../session/script.js";
import { count, kernelModule, onlySyscall, program, rawFamily } from "./raw-module.js";

const GETPPID = 110;
const PLAIN = { minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined } as const;

/** Prints `comm pid nsecs`, as an entry of 16 + 8 + 8 bytes behind its header, and counts. */
const image = program((asm) => {
  onlySyscall(asm, GETPPID);
  asm.call("get_current_pid_tgid").alu("rsh", r0, 32).loadMapValue(r2, "globals", CONTROL.target).ldx(8, r2, r2, 0).jump("ne", r0, r2, "out");
  count(asm, "entered");
  count(asm, "completed");
  count(asm, "produced");
  asm.loadMap(r1, "ring").mov(r2, 40).mov(r3, 0).call("ringbuf_reserve").jump("eq", r0, 0, "full").mov(r6, r0);
  asm.store(4, r6, 0, 0).store(4, r6, 4, 40);
  asm.mov(r1, r6).add(r1, 8).mov(r2, 16).call("get_current_comm");
  asm.call("get_current_pid_tgid").alu("rsh", r0, 32).store(8, r6, 24, r0);
  asm.loadConstant(r4, -5n).store(8, r6, 32, r4);
  asm.mov(r1, r6).mov(r2, 1).call("ringbuf_submit").goto("out");
  asm.label("full");
  count(asm, "dropped");
});

needs("bpf").describe("a session with a kernel program", () => {
  it("prints every record the program sent between begin and end, and accounts for it", async () => {
    const module = kernelModule(
      image,
      [
        {
          kind: "print",
          stream: "output",
          segments: [
            { kind: "value", directive: { ...PLAIN, conversion: "s" } },
            { kind: "text", text: " " },
            { kind: "value", directive: { ...PLAIN, conversion: "d" } },
            { kind: "text", text: " " },
            { kind: "value", directive: { ...PLAIN, conversion: "d", width: 4 } },
            { kind: "text", text: "\n" },
          ],
          arguments: [{ kind: "fixed", size: 16 }, { kind: "long" }, { kind: "long" }],
          probe: 0,
        },
      ],
      [
        { phase: "begin", body: [print("begin\n")] },
        { phase: "end", body: [print("end\n")] },
      ],
    );
    const calls = 1000;
    const { summary, stdout, stderr } = await runScript(module, {
      kernel: createKernel,
      family: (name) => (name === "raw" ? rawFamily : undefined),
      command: `perl -e 'getppid for 1..${calls}'`,
      interrupts: () => () => undefined,
    });
    expect(stderr).toBe("");
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("begin");
    expect(lines.at(-2)).toBe("end");
    const records = lines.slice(1, -2);
    expect(records).toHaveLength(calls);
    for (const record of records) expect(record).toMatch(/^perl \d+   -5$/);
    expect(summary).toMatchObject({ reason: "target", status: 0, losses: [] });
    expect(summary.records.produced).toBe(summary.records.delivered);
    expect(summary.records.produced).toBe(BigInt(calls));
    expect(summary.probes.at(-1)).toMatchObject({ point: "raw.sys_enter", filtered: 0n, failed: 0n, missed: 0n });
  });
});
