import { describe, expect, it } from "vitest";
import { type PathResult, type PathStep, printType, resolvePath, scalarOf } from "../src/index.js";
import { build } from "./blob.js";

/**
 *     struct list { struct list *next; };
 *     typedef struct { int x; int y; } point_t;
 *     struct hidden;                       // described under the same name elsewhere in the blob
 *     struct task {
 *       long state;                        //  0
 *       union { int pid; struct { short lo, hi; }; };   //  8
 *       point_t places[4];                 // 12
 *       unsigned a : 3, b : 12, c : 30;    // 44 (bits 352, 355, 384)
 *       struct list list;                  // 56
 *       const struct task *parent;         // 64
 *       char comm[16];                     // 72
 *       struct hidden *hidden;             // 88
 *       struct task **children;            // 96
 *       void *opaque;                      // 104
 *     };
 */
const { btf, ids } = build((builder) => {
  const int = builder.int("int", 4, { signed: true });
  const long = builder.int("long", 8, { signed: true });
  const short = builder.int("short", 2, { signed: true });
  const char = builder.int("char", 1);
  const unsigned = builder.int("unsigned int", 4);
  const list = builder.nextId;
  builder.struct("list", 8, [{ name: "next", typeId: list + 1, bitOffset: 0 }]);
  builder.pointer(list);
  const point = builder.typedef(
    "point_t",
    builder.struct("", 8, [
      { name: "x", typeId: int, bitOffset: 0 },
      { name: "y", typeId: int, bitOffset: 32 },
    ]),
  );
  const halves = builder.struct("", 4, [
    { name: "lo", typeId: short, bitOffset: 0 },
    { name: "hi", typeId: short, bitOffset: 16 },
  ]);
  const anonymous = builder.union("", 4, [
    { name: "pid", typeId: int, bitOffset: 0 },
    { name: "", typeId: halves, bitOffset: 0 },
  ]);
  const places = builder.array(point, 4, int);
  const comm = builder.array(char, 16, int);
  const hidden = builder.pointer(builder.add({ kind: "fwd", name: "hidden", of: "struct" }));
  const lost = builder.pointer(builder.add({ kind: "fwd", name: "lost", of: "struct" }));
  builder.struct("hidden", 4, [{ name: "secret", typeId: int, bitOffset: 0 }]);
  const opaque = builder.pointer(0);
  const task = builder.nextId;
  const parent = task + 2;
  const children = task + 4;
  builder.struct("task", 112, [
    { name: "state", typeId: long, bitOffset: 0 },
    { name: "", typeId: anonymous, bitOffset: 64 },
    { name: "places", typeId: places, bitOffset: 96 },
    { name: "a", typeId: unsigned, bitOffset: 352, bitSize: 3 },
    { name: "b", typeId: unsigned, bitOffset: 355, bitSize: 12 },
    { name: "c", typeId: unsigned, bitOffset: 370, bitSize: 30 },
    { name: "list", typeId: list, bitOffset: 448 },
    { name: "parent", typeId: parent, bitOffset: 512 },
    { name: "comm", typeId: comm, bitOffset: 576 },
    { name: "hidden", typeId: hidden, bitOffset: 704 },
    { name: "children", typeId: children, bitOffset: 768 },
    { name: "opaque", typeId: opaque, bitOffset: 832 },
    { name: "lost", typeId: lost, bitOffset: 896 },
  ]);
  builder.add({ kind: "const", name: "", typeId: task });
  builder.pointer(task + 1);
  const pointer = builder.pointer(task);
  builder.pointer(pointer);
  return { task, pointer, int, comm };
});

/** `a.b[3][]` as steps: `[]` is an index known only at run time. */
function steps(path: string): PathStep[] {
  return [...path.matchAll(/(\w+)(?!\])|\[(\d*)\]/g)].map(([, name, index]) =>
    name === undefined ? { kind: "index", value: index ? Number(index) : undefined } : { kind: "member", name },
  );
}

function resolve(path: string, root = ids.pointer): PathResult {
  return resolvePath(btf, btf.type(root), steps(path));
}

/** The accesses in short: offset, `size` and type of each. */
function accesses(path: string, root?: number): string[] {
  const result = resolve(path, root);
  if (!result.ok) return [`${result.problem} at ${result.step}`];
  return result.accesses.map(({ offset, type, scalar, indexes }) => {
    const dynamic = indexes.map(({ step, stride, length }) => ` + $${step}*${stride}<${length ?? "?"}`).join("");
    const bits = scalar?.bitField ? `:${scalar.bitField.bitOffset}+${scalar.bitField.bitSize}` : "";
    return `${offset}${dynamic} ${scalar ? `${scalar.signed ? "s" : "u"}${8 * scalar.size}${bits}` : "-"} ${printType(type)}`;
  });
}

describe("resolvePath", () => {
  it.each([
    ["a member", "state", ["0 s64 long"]],
    ["a member of an anonymous union", "pid", ["8 s32 int"]],
    ["a member of an anonymous struct in an anonymous union", "hi", ["10 s16 short"]],
    ["an embedded struct, whole", "list", ["56 - struct list"]],
    ["a member of an embedded struct", "list.next", ["56 u64 struct list *"]],
    ["through a pointer", "parent.pid", ["64 u64 const struct task *", "8 s32 int"]],
    ["through many", "list.next.next.next", ["56 u64 struct list *", "0 u64 struct list *", "0 u64 struct list *"]],
    ["an element, through a typedef", "places[2].y", ["32 s32 int"]],
    ["an element chosen at run time", "places[].y", ["16 + $1*8<4 s32 int"]],
    ["a character", "comm[3]", ["75 u8 char"]],
    ["an array, whole", "comm", ["72 - char [16]"]],
    ["a struct declared here and described elsewhere", "hidden.secret", ["88 u64 struct hidden *", "0 s32 int"]],
    ["a pointer as an array", "children[2].pid", ["96 u64 struct task **", "16 u64 struct task *", "8 s32 int"]],
    ["two pointers in one step", "children.pid", ["96 u64 struct task **", "0 u64 struct task *", "8 s32 int"]],
    ["a pointer as an array, chosen at run time", "parent[].state", ["64 u64 const struct task *", "0 + $1*112<? s64 long"]],
    ["the root as an array", "[1].state", ["112 s64 long"]],
    ["no steps at all", "", []],
  ])("reaches %s", (_what, path, expected) => {
    expect(accesses(path)).toEqual(expected);
  });

  it("starts at a struct's or an array's own address", () => {
    expect(accesses("parent.state", ids.task)).toEqual(["64 u64 const struct task *", "0 s64 long"]);
    expect(accesses("[5]", ids.comm)).toEqual(["5 u8 char"]);
  });

  it("loads the aligned storage of a bit-field", () => {
    expect(accesses("a")).toEqual(["44 u32:0+3 unsigned int"]);
    expect(accesses("b")).toEqual(["44 u32:3+12 unsigned int"]);
    expect(accesses("c")).toEqual(["40 u64:50+30 unsigned int"]);
  });

  it("says which names there are when one is wrong", () => {
    const result = resolve("parent.pod");
    expect(result).toMatchObject({ ok: false, problem: "no-member", step: 1, container: btf.type(ids.task) });
    expect(!result.ok && result.problem === "no-member" && result.candidates).toEqual([
      ...["state", "pid", "lo", "hi", "places", "a", "b", "c", "list", "parent", "comm", "hidden", "children", "opaque", "lost"],
    ]);
  });

  it.each([
    ["a member of a number", "state.x", "not-a-structure at 1"],
    ["a member of void", "opaque.x", "not-a-structure at 1"],
    ["a member of an array", "places.x", "not-a-structure at 1"],
    ["an element of a number", "state[0]", "not-an-array at 1"],
    ["an element of void", "opaque[0]", "incomplete-type at 1"],
    ["a member of a struct described nowhere", "lost.x", "incomplete-type at 1"],
  ])("refuses %s", (_what, path, expected) => {
    expect(accesses(path)).toEqual([expected]);
  });
});

describe("scalarOf", () => {
  it("knows what fits a register", () => {
    expect(scalarOf(btf.type(ids.int))).toEqual({ size: 4, signed: true, isPointer: false, bitField: undefined });
    expect(scalarOf(btf.type(ids.pointer))).toEqual({ size: 8, signed: false, isPointer: true, bitField: undefined });
    expect(scalarOf(btf.type(ids.task))).toBeUndefined();
    expect(scalarOf(btf.type(0))).toBeUndefined();
  });
});
