import { readFileSync, writeFileSync } from "node:fs";
import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { madeTapset, needs, nativeSession, type NativeRun } from "@tapset/testkit";
import { afterAll, expect, it } from "vitest";
import hwbkpt from "../src/index.js";

const kernelData = needs("watch-kernel", "kernel-addresses", "ring-buffer");
const userData = needs("watch-user", "ring-buffer");

const tapsets = Object.entries({ context, hwbkpt, lifecycle }).map(([name, module]) => madeTapset({ name, module }));

const setting = "/proc/sys/kernel/panic";

function run(script: string, command: string): Promise<NativeRun> {
  return nativeSession(script, { tapsets, command, timeoutMs: 60_000 });
}

/** Has a shell write the setting so many times. */
const writes = (count: number): string => `i=0; while [ $i -lt ${count} ]; do echo $i >${setting}; i=$((i+1)); done`;

kernelData.describe("a variable of the kernel", () => {
  const before = readFileSync(setting, "latin1");
  afterAll(() => writeFileSync(setting, before));

  it("is seen written, each time, by whom; and nothing is left behind", async () => {
    const script = `
      global hits, strange
      probe kernel.data("panic_timeout").write { hits++; if (pid() != target() || user_mode()) strange++ }
      probe end { printf("%d %d\\n", hits, strange) }`;
    const { output, messages } = await run(script, writes(7));
    expect([output, messages]).toEqual(["7 0\n", ""]);
    // Were the registers still taken, there would be none for the same again.
    for (let turn = 0; turn < 5; turn++) expect((await run(script, writes(1))).output).toBe("1 0\n");
  });

  it("is seen read and written", async () => {
    const script = `
      global hits
      probe kernel.data("panic_timeout").rw { if (pid() == target()) hits++ }
      probe end { println(hits) }`;
    expect((await run(script, "read -r x <" + setting + "; read -r y <" + setting + "; :")).output).toBe("2\n");
  });

  it("can be watched by its address and length", async () => {
    const target = liveTarget(createKernel());
    const address = target.symbols()?.find("panic_timeout")?.address;
    target.close();
    const script = `global hits probe kernel.data(${String(address)}).length(4).write { hits++ } probe end { println(hits) }`;
    expect((await run(script, writes(3))).output).toBe("3\n");
  });

  it("can be watched beside three others, of which none is written; a fifth finds no register, and is named", async () => {
    const others = ["panic_on_oops", "pid_max", "max_threads"];
    const unwritten = (name: string): string => `probe kernel.data("${name}").write { if (pid() == target()) strange++ }`;
    const script = (...names: readonly string[]): string => `
      global hits, strange
      probe kernel.data("panic_timeout").write { hits++ }
      ${names.map(unwritten).join("\n")}
      probe end { printf("%d %d\\n", hits, strange) }`;
    const fifth = 'attach kernel.data("saved_command_line").write: hardware breakpoints: every register that the CPU has for them is taken';
    await expect(run(script(...others, "saved_command_line"), "true")).rejects.toThrow(fifth);
    // What the four had taken by then is free again.
    expect((await run(script(...others), writes(2))).output).toBe("2 0\n");
  });
});

userData.it("memory of the target, each time it's written", async () => {
  const script = "global hits probe process.data(0x10000000).length(8).write { hits++ } probe end { println(hits) }";
  // The perl writes only into a mapping of its own, once by each read(2).
  const perl = "syscall(9, 0x10000000, 4096, 3, 0x32, -1, 0); open($z, q(<), q(/dev/zero)); for (1 .. 5) { syscall(0, fileno($z), 0x10000000, 1) }";
  expect((await run(script, `exec perl -e '${perl}'`)).output).toBe("5\n");
});
