import { describe, expect, it } from "vitest";
import { printType, tracepointArguments, tracepoints, tracepointTypeId } from "../src/index.js";
import { build } from "./blob.js";

const { btf, ids } = build((builder) => {
  const int = builder.int("int", 4, { signed: true });
  const data = builder.pointer(0);
  const task = builder.pointer(builder.struct("task_struct", 0, []));
  const unnamed = builder.prototype(0, [
    { name: "", typeId: data },
    { name: "", typeId: task },
    { name: "", typeId: int },
  ]);
  const named = builder.prototype(int, [
    { name: "__data", typeId: data },
    { name: "prev", typeId: task },
    { name: "state", typeId: int },
  ]);
  const modern = builder.typedef("btf_trace_sched_switch", builder.pointer(unnamed));
  builder.func("__traceiter_sched_switch", named);
  builder.typedef("btf_trace_old_event", builder.pointer(unnamed));
  builder.typedef("btf_tracer", int);
  return { modern };
});

function declarations(name: string): string[] | undefined {
  return tracepointArguments(btf, name)?.map((argument) => `${argument.index}: ${printType(argument.type, argument.name)}`);
}

describe("tracepoints", () => {
  it("are the btf_trace_ typedefs", () => {
    expect(tracepoints(btf)).toEqual(["sched_switch", "old_event"]);
    expect(tracepointTypeId(btf, "sched_switch")).toBe(ids.modern);
    expect(tracepointTypeId(btf, "nonesuch")).toBeUndefined();
  });

  it("have the names of their iterator's parameters, without the hidden one", () => {
    expect(declarations("sched_switch")).toEqual(["0: struct task_struct *prev", "1: int state"]);
  });

  it("have numbered names where the kernel kept none", () => {
    expect(declarations("old_event")).toEqual(["0: struct task_struct *arg0", "1: int arg1"]);
    expect(declarations("nonesuch")).toBeUndefined();
  });
});
