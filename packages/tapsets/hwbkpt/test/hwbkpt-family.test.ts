import { fileURLToPath } from "node:url";
import type { DerivedProbe, DeriveError, KernelSymbol, Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { compileScript, derivePoint, madeTapset } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import hwbkpt, { hwbkptFamily } from "../src/index.js";

const frozen = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));

function withSymbols(rows: readonly Pick<KernelSymbol, "address" | "type" | "name">[] | undefined): Target {
  const list = rows?.map((row): KernelSymbol => ({ ...row, module: undefined }));
  const symbols = list && { list: () => list, find: (name: string) => list.find((each) => each.name === name), at: () => undefined };
  return { ...frozen, symbols: () => symbols, feature: () => ({ verdict: "yes", reason: "" }) };
}

const target = withSymbols([
  { address: 0xffffffff82a00004n, type: "D", name: "pid_max" },
  { address: 0xffffffff81000000n, type: "T", name: "do_exit" },
]);

function probeOf(text: string, on: Target = target): DerivedProbe {
  const outcome = derivePoint(hwbkptFamily, text, on);
  if (outcome.kind !== "probes" || outcome.probes.length !== 1) throw new Error(JSON.stringify(outcome));
  return outcome.probes[0]!;
}

function errorOf(text: string, on: Target = target): DeriveError {
  const outcome = derivePoint(hwbkptFamily, text, on);
  if (outcome.kind !== "errors") throw new Error(`${text}: ${outcome.kind}`);
  return outcome.errors[0]!;
}

describe("a watchpoint", () => {
  it.each([
    ['kernel.data("pid_max").write', { address: "0xffffffff82a00004", sizeBytes: 1, access: "write" }],
    ['kernel.data("pid_max").rw', { address: "0xffffffff82a00004", sizeBytes: 1, access: "read_write" }],
    ["kernel.data(0xffffffff82a00004).length(4).write", { address: "0xffffffff82a00004", sizeBytes: 4, access: "write" }],
    ["kernel.data(0xffffffff82a00008).length(3).rw", { address: "0xffffffff82a00008", sizeBytes: 4, access: "read_write" }],
    ["kernel.data(0xffffffff82a00008).length(5).rw", { address: "0xffffffff82a00008", sizeBytes: 8, access: "read_write" }],
    ["process.data(0x1000).write", { address: "0x1000", sizeBytes: 1, access: "write" }],
  ])("%s", (text, counter) => {
    expect(probeOf(text).site).toMatchObject({ where: "kernel", program: { type: "PERF_EVENT" }, attach: { counter, sampling: { period: 1 } } });
  });

  it("is of the kernel, of a program's processes, or of the session's target", () => {
    expect(probeOf("kernel.data(0xffffffff82a00004).write").needs).toEqual(["watch-kernel"]);
    expect(probeOf('process("/bin/ls").data(0x1000).rw')).toMatchObject({ needs: ["watch-user"], site: { attach: { process: { program: "/bin/ls" } } } });
    expect(probeOf("process.data(0x1000).length(2).rw").site).toHaveProperty("attach.process", { program: undefined });
  });
});

describe("a watchpoint that can't be", () => {
  it.each([
    ["kernel.data(0xffffffff82a00004).length(9).write", "invalid-length"],
    ["kernel.data(0xffffffff82a00004).length(0).write", "invalid-length"],
    ["kernel.data(0xffffffff82a00004).length(8).write", "unaligned-address"],
    ["kernel.data(0x1000).write", "foreign-address"],
    ["process.data(0xffffffff82a00004).write", "foreign-address"],
    ['kernel.data("pid_mox").write', "no-such-symbol"],
    ['kernel.data("do_exit").write', "not-a-variable"],
  ])("%s: %s", (text, id) => {
    expect(errorOf(text).id).toBe(id);
  });

  it("is told what was meant", () => {
    expect(errorOf('kernel.data("pid_mox").write').hints.join()).toContain("pid_max");
  });

  it("because addresses are hidden, lacks them", () => {
    expect(errorOf('kernel.data("pid_max").write', withSymbols(undefined)).lacks).toBe("kernel-addresses");
    expect(errorOf('kernel.data("x").write', withSymbols([{ address: 0n, type: "D", name: "x" }])).lacks).toBe("kernel-addresses");
  });

  it("because the kernel lists functions alone, is told so", () => {
    expect(errorOf('kernel.data("pid_max").write', withSymbols([{ address: 0xffffffff81000000n, type: "T", name: "do_exit" }])).id).toBe("no-variables");
  });

  it("because the kernel lists few variables, is told how to do without", () => {
    const short: Target = { ...target, config: () => undefined };
    expect(errorOf('kernel.data("jiffies").write', short).hints.join()).toContain("write its address");
    const whole: Target = { ...target, config: (name) => (name === "CONFIG_KALLSYMS_ALL" ? "y" : undefined) };
    expect(errorOf('kernel.data("jiffies").write', whole).hints).toEqual([]);
  });

  it("with the length of a symbol matches nothing", () => {
    const outcome = derivePoint(hwbkptFamily, 'kernel.data("pid_max").length(4).write', target);
    expect(outcome.kind === "mismatch" && outcome.mismatch.message).toBe("'kernel.data(\"pid_max\")' has no 'length'");
  });
});

describe("more watchpoints than the CPU has registers for", () => {
  const script = (addresses: readonly number[]): string =>
    `global n ${addresses.map((each) => `probe kernel.data(0xffffffff82a000${each}0).write { n++ } `).join("")} probe kernel.data(0xffffffff82a00010).write { n-- }`;
  const tapsets = [madeTapset({ name: "hwbkpt", module: hwbkpt })];

  it("are warned of at the first one too many; two at one address are one", async () => {
    const { diagnostics } = await compileScript(script([1, 2, 3, 4, 5]), { tapsets, target });
    const warning = diagnostics.filter(({ id }) => id === "too-many");
    expect(warning.map(({ severity, message, span }) => [severity, message, span && span.source.text.slice(span.start, span.start + 37)])).toEqual([
      ["warning", "too many hardware breakpoints: the script asks for 5, and there are 4", "probe kernel.data(0xffffffff82a00050)"],
    ]);
  });

  it("aren't when there are as many", async () => {
    const { diagnostics } = await compileScript(script([1, 2, 3, 4]), { tapsets, target });
    expect(diagnostics.filter(({ id }) => id === "too-many")).toEqual([]);
  });
});
