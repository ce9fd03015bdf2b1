import { describe, expect, it } from "vitest";
import { Btf, type PathStep, resolvePath, subset } from "../src/index.js";
import { build } from "./blob.js";

/** `struct a { struct b *b; struct in inner; }`, `struct b { struct c *c; anonymous *}`, `struct c { int deep; }`. */
const { btf } = build((builder) => {
  builder.struct("unrelated", 0, []);
  const int = builder.int("int", 4, { signed: true });
  const c = builder.struct("c", 4, [{ name: "deep", typeId: int, bitOffset: 0 }]);
  const bag = builder.typedef("bag_t", builder.struct("", 8, [{ name: "far", typeId: int, bitOffset: 0 }]));
  const b = builder.struct("b", 16, [
    { name: "c", typeId: builder.nextId + 1, bitOffset: 0 },
    { name: "bag", typeId: builder.nextId + 2, bitOffset: 64 },
  ]);
  builder.pointer(c);
  builder.pointer(bag);
  const inner = builder.struct("inner", 4, [{ name: "n", typeId: int, bitOffset: 0 }]);
  const pointer = builder.pointer(b);
  const a = builder.struct("a", 16, [
    { name: "b", typeId: pointer, bitOffset: 0 },
    { name: "inner", typeId: inner, bitOffset: 64 },
  ]);
  builder.func("run", builder.prototype(int, [{ name: "a", typeId: builder.pointer(a) }]));
});

const members = (...names: readonly string[]): PathStep[] => names.map((name) => ({ kind: "member", name }));

describe("subset", () => {
  it("keeps what the roots are made of and nothing else", () => {
    const small = Btf.parse(subset(btf, [{ kind: "struct", name: "a" }], 2));
    expect(small.byName("struct", "unrelated")).toBeUndefined();
    expect(small.byName("func", "run")).toBeUndefined();
    const from = small.byName("struct", "a")!;
    expect(resolvePath(small, from, members("b", "c", "deep"))).toMatchObject({ ok: true });
    expect(resolvePath(small, from, members("inner", "n"))).toMatchObject({ ok: true, accesses: [{ offset: 8 }] });
  });

  it("leaves out what is more pointers away", () => {
    const small = Btf.parse(subset(btf, [{ kind: "struct", name: "a" }], 1));
    const from = small.byName("struct", "a")!;
    expect(resolvePath(small, from, members("b", "c"))).toMatchObject({ ok: true });
    expect(resolvePath(small, from, members("b", "c", "deep"))).toMatchObject({ ok: false, problem: "incomplete-type" });
    expect(resolvePath(small, from, members("b", "bag", "far"))).toMatchObject({ ok: false, problem: "no-member" });
    expect(small.byName("fwd", "c")).toMatchObject({ of: "struct" });
  });

  it("follows functions to their parameters", () => {
    const small = Btf.parse(subset(btf, [{ kind: "func", name: "run" }], 1));
    expect(small.byName("struct", "a")).toBeDefined();
    expect(small.byName("struct", "b")).toBeUndefined();
  });

  it("names the root that isn't there", () => {
    expect(() => subset(btf, [{ kind: "union", name: "a" }], 1)).toThrow("subset: no union 'a'");
  });
});
