import { describe, expect, it } from "vitest";
import { builderFor, lowerValue, pointFact, pointText } from "./workbench.js";

function textAt(name: string, point: string): string {
  const value = lowerValue(builderFor("kernel", pointText(point)), name);
  if (value.op !== "text") throw new Error(value.op);
  return value.text;
}

function isReturnAt(point: string): bigint {
  const value = lowerValue(builderFor("kernel", pointText(point)), "is_return");
  if (value.op !== "const") throw new Error(value.op);
  return value.value;
}

const calls = pointFact(
  new Map([
    [0n, "syscall.read.return"],
    [257n, "syscall.openat.return"],
  ]),
);

describe("pp", () => {
  it("is the point itself", () => {
    expect(textAt("pp", 'kernel.trace("sched:sched_switch")')).toBe('kernel.trace("sched:sched_switch")');
    expect(lowerValue(builderFor("kernel", calls), "pp")).toBe(calls);
  });
});

describe("probefunc and ppfunc", () => {
  it.each([
    ['kernel.function("vfs_read@fs/read_write.c:450").call', "vfs_read"],
    ['kernel.function("vfs_read").return', "vfs_read"],
    ['module("xfs").function("xfs_read@fs/xfs/xfs_file.c:1")', "xfs_read"],
    ['process("/bin/ls").statement("main@ls.c:3")', "main"],
    ['kernel.trace("sched:sched_switch")', "sched_switch"],
    ['kernel.trace("sched_switch")', "sched_switch"],
    ["syscall.openat", "openat"],
    ["syscall.openat.return", "openat"],
  ])("of %s is %s", (point, name) => {
    expect(textAt("probefunc", point)).toBe(name);
    expect(textAt("ppfunc", point)).toBe(name);
  });

  it.each(["begin", "end(5)", "timer.s(1)", "timer.profile", "timer.ms(5).randomize(2)", 'process("/bin/ls").begin'])("of %s is empty", (point) => {
    expect(textAt("probefunc", point)).toBe("");
  });

  it("is told by what tells a handler's points apart, where there are many", () => {
    const value = lowerValue(builderFor("kernel", calls), "probefunc");
    if (value.op !== "fact") throw new Error(value.op);
    expect(value.raw).toEqual([{ type: "long", op: "environment", name: "selector" }]);
    expect([value.fact.render(0n), value.fact.render(257n)]).toEqual(["read", "openat"]);
    expect([...value.fact.domain!()]).toEqual([0n, 257n]);
  });
});

describe("probemod", () => {
  it("is the module a point names", () => {
    expect(textAt("probemod", 'module("xfs").function("xfs_read")')).toBe("xfs");
    expect(textAt("probemod", 'kprobe.module("xfs").function("xfs_read").return')).toBe("xfs");
  });

  it.each(['kernel.function("vfs_read")', 'kernel.trace("sched:sched_switch")', 'kprobe.function("vfs_read")', "syscall.read.return"])("of %s is the kernel itself", (point) => {
    expect(textAt("probemod", point)).toBe("kernel");
  });

  it.each(["begin", "timer.profile", 'process("/bin/ls").begin'])("of %s is empty", (point) => {
    expect(textAt("probemod", point)).toBe("");
  });
});

describe("is_return", () => {
  it("is 1 in return probes", () => {
    expect(isReturnAt("syscall.openat.return")).toBe(1n);
    expect(isReturnAt('kernel.function("f").return.maxactive(5)')).toBe(1n);
  });

  it("is 0 in all others", () => {
    for (const point of ["syscall.openat", "begin", 'kernel.trace("a:returned")', "vm.returns"]) expect(isReturnAt(point)).toBe(0n);
  });

  it("holds for handlers that serve many points", () => {
    expect(lowerValue(builderFor("kernel", calls), "is_return")).toMatchObject({ value: 1n });
    expect(lowerValue(builderFor("kernel", pointFact(new Map([[1n, "syscall.write"]]))), "is_return")).toMatchObject({ value: 0n });
  });
});

describe("pnlabel", () => {
  it("is the label the script names", () => {
    expect(textAt("pnlabel", 'process("/bin/a").function("main").label("again")')).toBe("again");
    expect(textAt("pnlabel", "begin")).toBe("");
  });
});
