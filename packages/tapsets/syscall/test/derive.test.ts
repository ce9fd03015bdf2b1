import { PointMatcher, type KernelSite } from "@tapset/core";
import { Source, parseProbePoints } from "@tapset/language";
import { describe, expect, it } from "vitest";
import syscall, * as exported from "../src/index.js";
import { syscallFamily } from "../src/index.js";
import { callsOf, syscallTable } from "../src/syscall-table.js";
import { deriveCall, selectorOf, target } from "./fake-call.js";

const matcher = new PointMatcher([syscallFamily], [], target);

/** The points that a written one stands for, as pp() prints them; what it mismatches on otherwise. */
function points(text: string): readonly string[] {
  const result = matcher.match(parseProbePoints(new Source("<input>", text)).points[0]!);
  if (result.kind === "mismatch") return [result.mismatch.id];
  const found = result.candidates.flatMap((candidate) => {
    if (candidate.kind !== "family") throw new Error("not a family's point");
    const derivation = syscallFamily.derive(candidate.match, target);
    return derivation.kind === "probes" ? derivation.probes.map(({ point }) => point) : [JSON.stringify(derivation)];
  });
  // Programs of 64 and of 32 bits have one point.
  return [...new Set(found)];
}

const values = (name: string) => deriveCall(name).map(({ site }) => (site as KernelSite).select?.value);

/** What calls of 64-bit and of 32-bit programs are selected by. */
const native = (...numbers: readonly number[]) => numbers.map((number) => BigInt(2 * number));
const compat = (...numbers: readonly number[]) => numbers.map((number) => BigInt(2 * number + 1));

it("exports", () => {
  expect(Object.keys(exported).sort()).toEqual(["default", "syscallFamily"]);
  expect(syscall).toMatchObject({ families: [syscallFamily], host: {} });
  expect(syscall.intrinsics.map(({ name }) => name)).toEqual(["return_str", "returnstr"]);
});

describe("points", () => {
  it("are found by name", () => {
    expect(points("syscall.openat")).toEqual(["syscall.openat"]);
    expect(points("syscall.openat.return")).toEqual(["syscall.openat.return"]);
    expect(points("syscall.openat.return.maxactive(100)")).toEqual(["syscall.openat.return.maxactive(100)"]);
  });
  it("are found by wildcards, each call once", () => {
    expect(points("syscall.open*")).toEqual(["syscall.open", "syscall.openat", "syscall.open_by_handle_at", "syscall.open_tree", "syscall.openat2", "syscall.open_tree_attr"]);
    const numbers = points("syscall.*").length;
    expect(numbers).toBe(callsOf(syscallTable, "x86_64").points.length);
    expect(points("sys**openat")).toEqual(["syscall.openat"]);
  });
  it("of calls that never return have no return", () => {
    const returning = new Set(points("syscall.*.return"));
    const never = points("syscall.*").filter((point) => !returning.has(`${point}.return`));
    expect(never).toEqual(["syscall.rt_sigreturn", "syscall.exit", "syscall.exit_group", "syscall.sigreturn"]);
    expect(points("syscall.exit")).toEqual(["syscall.exit"]);
    expect(points("syscall.exit.return")).toHaveLength(1);
    expect(points("syscall.exit.return")[0]).not.toContain("exit");
  });
  it("that don't exist are a mismatch", () => {
    const result = matcher.match(parseProbePoints(new Source("<input>", "syscall.opena")).points[0]!);
    expect(result).toMatchObject({ kind: "mismatch", mismatch: { hints: [expect.stringContaining("openat")] } });
  });
});

describe("a call with two names", () => {
  it("is found by the kernel's and by SystemTap's", () => {
    expect(values("syscall.pread")).toEqual(native(17).concat(compat(180)));
    expect(values("syscall.pread64")).toEqual(native(17).concat(compat(180)));
    expect(values("syscall.mmap2")).toEqual(values("syscall.mmap"));
    expect(points("syscall.newfstatat")).toEqual(["syscall.newfstatat"]);
  });
  it("stands with its sisters under SystemTap's name, alone under the kernel's", () => {
    expect(values("syscall.eventfd")).toEqual([...native(284, 290), ...compat(323, 328)]);
    expect(values("syscall.eventfd2")).toEqual([...native(290), ...compat(328)]);
  });
  it("isn't reached by wildcards twice", () => {
    expect(points("syscall.pread*")).toEqual(["syscall.pread", "syscall.preadv", "syscall.preadv2"]);
    expect(points("syscall.mmap*")).toEqual(["syscall.mmap"]);
    expect(points("syscall.compat_f*")).toEqual(["compat_ftruncate64", "compat_futex", "compat_fadvise64", "compat_fadvise64_64", "compat_futimesat", "compat_fallocate"].map((name) => `syscall.${name}`));
  });
});

describe("a probe", () => {
  const [entry] = deriveCall("syscall.openat");
  const [back] = deriveCall("syscall.openat.return");

  it("fires at the kernel's tracepoint for entry, selected by number", () => {
    expect(entry!.site).toMatchObject({
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: "btf_trace_sys_enter" },
      attach: { kind: "tp-btf", tracepoint: "sys_enter" },
      select: { value: 514n },
    });
    expect(entry!.entry).toBeUndefined();
    expect(entry!.needs).toEqual(["tp-btf"]);
  });
  it("fires at the one for exit, paired with its entry", () => {
    expect(back!.site).toMatchObject({ attach: { tracepoint: "sys_exit" }, select: { value: 514n } });
    expect(back!.entry).toMatchObject({ attach: { tracepoint: "sys_enter" }, select: { value: 514n } });
    expect(back!.needs).toEqual(["tp-btf", "task-storage"]);
  });
  it("is selected by the number at entry and at exit, and by who calls: 32-bit programs' numbers are others", () => {
    for (const site of [entry!.site, back!.site, back!.entry!] as KernelSite[]) {
      expect(selectorOf(site, { number: 257n })).toBe(514n);
      expect(selectorOf(site, { number: 257n, codeSegment: 0xe033n })).toBe(514n);
      expect(selectorOf(site, { number: 295n, codeSegment: 0x23n })).toBe(591n);
    }
    expect(values("syscall.openat")).toEqual([514n, 591n]);
  });
  it("shares its program with all others", () => {
    const attach = (name: string) => JSON.stringify((deriveCall(name)[0]!.site as KernelSite).attach);
    expect(attach("syscall.read")).toBe(attach("syscall.write"));
  });
  it("isn't derived on machines whose registers aren't known", () => {
    const match = { pattern: syscallFamily.patterns[0]!, components: [], text: "syscall.read", span: undefined as never };
    expect(syscallFamily.derive(match, { ...target, arch: "sparc" })).toMatchObject({ kind: "errors", errors: [{ id: "unknown-architecture" }] });
  });
});
