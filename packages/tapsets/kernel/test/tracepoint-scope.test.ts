import { fileURLToPath } from "node:url";
import { Builder, type Expr, type LongExpr, noProbe, type Scope, type TraceEvent } from "@tapset/core";
import { tracepoints } from "@tapset/btf";
import { frozenTarget } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { argumentScope, isReadableTyped, recordScope } from "../src/tracepoint-scope.js";

const target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));
const btf = target.btf!;
const builder = new Builder("kernel", target, undefined, 127, noProbe);

const typedScope = (name: string): Scope => argumentScope(btf, name, "tp-btf");

function load(scope: Scope, name: string): Expr {
  const variable = scope.lookup(name);
  if (variable === undefined) throw new Error(`no ${name}`);
  return variable.load(builder);
}

function loadLong(scope: Scope, name: string): LongExpr {
  const value = load(scope, name);
  if (value.type !== "long") throw new Error(`${name} is a ${value.type}`);
  return value;
}

/** What an expression over one context slot gives when the slot holds `slot`. */
function evaluate(expression: Expr, slot: bigint): bigint {
  if (expression.op === "context") return slot;
  if (expression.op === "const") return expression.value;
  if (expression.op !== "binary") throw new Error(expression.op);
  const [left, right] = [evaluate(expression.left, slot), evaluate(expression.right, slot)];
  if (expression.operator === "shl") return BigInt.asIntN(64, left << right);
  if (expression.operator === "sar") return BigInt.asIntN(64, left) >> right;
  throw new Error(expression.operator);
}

describe("argumentScope of a tp_btf program", () => {
  it("reads argument N from the N-th 8-byte slot", () => {
    const scope = typedScope("sched_switch");
    const slots = ["$preempt", "$prev", "$next", "$prev_state"].map((name) => loadLong(scope, name));
    expect(slots.map((slot) => slot.op === "context" && [slot.offset, slot.size])).toEqual([
      [0, 8],
      [8, 8],
      [16, 8],
      [24, 8],
    ]);
  });

  it("says each parameter's C type", () => {
    const scope = typedScope("kmalloc");
    expect(scope.list().map(({ ctype }) => ctype)).toEqual(["long unsigned int", "const void *", "size_t", "size_t", "gfp_t", "int", undefined, undefined, undefined]);
  });

  it("marks pointers to structures as the verifier knows them, and others not", () => {
    expect(loadLong(typedScope("sched_switch"), "$prev")).toMatchObject({ trusted: true, ctype: { kind: "ptr" } });
    expect(loadLong(typedScope("kmalloc"), "$ptr").trusted).toBeUndefined();
    expect(loadLong(typedScope("sched_switch"), "$prev_state").trusted).toBeUndefined();
  });

  it("widens signed arguments, which arrive zero-extended, and leaves unsigned ones", () => {
    const signed = loadLong(typedScope("kmalloc"), "$node");
    expect(evaluate(signed, 0xffff_ffffn)).toBe(-1n);
    expect(evaluate(signed, 0x7fff_ffffn)).toBe(0x7fff_ffffn);
    expect(evaluate(loadLong(typedScope("sched_switch"), "$prev_state"), 0xffff_ffffn)).toBe(0xffff_ffffn);
    expect(evaluate(loadLong(typedScope("sys_enter"), "$id"), -1n)).toBe(-1n);
    expect(evaluate(loadLong(typedScope("sched_process_exec"), "$old_pid"), 0xffff_fff6n)).toBe(-10n);
  });

  it("has parameters for every tracepoint of the kernel", () => {
    expect(typedScope("sched_process_exec").list().map(({ name }) => name)).toEqual(["$p", "$old_pid", "$bprm", "$$name", "$$vars", "$$parms"]);
    expect(typedScope("no_such_tracepoint").list().map(({ name }) => name)).toEqual(["$$name", "$$vars", "$$parms"]);
  });

  it("gives $$name as text, and $$vars as name=0x… of every parameter", () => {
    const scope = typedScope("sched_switch");
    expect(load(scope, "$$name")).toMatchObject({ op: "text", text: "sched_switch" });
    for (const group of ["$$vars", "$$parms"]) {
      const value = load(scope, group);
      if (value.op !== "format") throw new Error(value.op);
      const shape = value.segments.map((segment) =>
        segment.kind === "text" ? segment.text : segment.kind === "value" ? `%${segment.directive.alternate ? "#" : ""}${segment.directive.conversion}` : "",
      );
      expect(shape.join("")).toBe("preempt=%#x prev=%#x next=%#x prev_state=%#x");
    }
  });
});

describe("argumentScope of a raw tracepoint program", () => {
  it("has the same parameters at the same places, but pointers are numbers", () => {
    const scope = argumentScope(btf, "workqueue_execute_end", "raw-tracepoint");
    expect(scope.list().map(({ name }) => name)).toEqual(["$work", "$function", "$$name", "$$vars", "$$parms"]);
    const work = loadLong(scope, "$work");
    expect(work).toMatchObject({ op: "context", offset: 0, size: 8, ctype: { kind: "ptr" } });
    expect(work.trusted).toBeUndefined();
    expect(loadLong(scope, "$function")).toMatchObject({ op: "context", offset: 8, size: 8 });
  });
});

describe("isReadableTyped", () => {
  it("is so but for tracepoints that are passed a function", () => {
    expect(["sched_switch", "kmalloc", "sys_enter", "sched_process_exec"].every((name) => isReadableTyped(btf, name, "6.18"))).toBe(true);
    expect(["workqueue_execute_end", "initcall_start", "cpuhp_enter"].some((name) => isReadableTyped(btf, name, "6.18"))).toBe(false);
    const refused = tracepoints(btf).filter((name) => !isReadableTyped(btf, name, "6.18"));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
  });

  it("leaves pointers to constants of no type to kernels that know them", () => {
    expect(["6.1.158", "6.13", "6.14", "7.0"].map((version) => isReadableTyped(btf, "kmalloc", version))).toEqual([false, false, true, true]);
  });
});

const event: TraceEvent = {
  subsystem: "made",
  name: "up",
  id: 7,
  printFormat: "",
  fields: [
    { name: "common_pid", type: "int", offset: 4, size: 4, signed: true, location: "inline" },
    { name: "count", type: "unsigned int", offset: 8, size: 4, signed: false, location: "inline" },
    { name: "delta", type: "short", offset: 12, size: 2, signed: true, location: "inline" },
    { name: "comm", type: "char[16]", offset: 16, size: 16, signed: true, location: "inline", length: 16 },
    { name: "path", type: "__data_loc char[]", offset: 32, size: 4, signed: true, location: "data_loc" },
    { name: "mask", type: "struct odd", offset: 36, size: 3, signed: false, location: "inline" },
    { name: "address", type: "void *", offset: 40, size: 8, signed: false, location: "inline" },
  ],
};

describe("recordScope", () => {
  const scope = recordScope(event, undefined);

  it("offers the fields that are numbers, at their places, without the common ones", () => {
    const names = scope.list().map(({ name }) => name);
    expect(names).toEqual(["$count", "$delta", "$address", "$$name", "$$vars", "$$parms"]);
    expect(load(scope, "$count")).toMatchObject({ op: "context", offset: 8, size: 4, signed: false });
    expect(load(scope, "$delta")).toMatchObject({ op: "context", offset: 12, size: 2, signed: true });
    expect(load(scope, "$address")).toMatchObject({ op: "context", offset: 40, size: 8 });
  });

  it("reads as much of a system call's 8-byte field as its type fills", () => {
    const openat = recordScope(target.traceEvent("syscalls", "sys_enter_openat")!, btf);
    expect(load(openat, "$dfd")).toMatchObject({ size: 4, signed: true });
    expect(load(openat, "$mode")).toMatchObject({ size: 2, signed: false });
    expect(load(openat, "$filename")).toMatchObject({ size: 8 });
    expect(load(recordScope(target.traceEvent("syscalls", "sys_enter_read")!, btf), "$count")).toMatchObject({ size: 8 });
    expect(load(recordScope(target.traceEvent("syscalls", "sys_enter_openat")!, undefined), "$dfd")).toMatchObject({ size: 8 });
  });

  it("says each field's C declaration", () => {
    expect(scope.lookup("$delta")?.doc).toBe("short delta");
  });
});
