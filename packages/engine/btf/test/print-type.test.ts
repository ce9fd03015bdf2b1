import { expect, it } from "vitest";
import { type BtfBuilder, printType } from "../src/index.js";
import { build } from "./blob.js";

/** Each case adds types after `int` (1), `char` (2) and `struct s` (3), and returns the number to print. */
const CASES: readonly (readonly [expected: string, declarator: string, describe: (builder: BtfBuilder) => number])[] = [
  ["void", "", () => 0],
  ["int x", "x", () => 1],
  ["struct s *p", "p", (b) => b.pointer(3)],
  ["void *", "", (b) => b.pointer(0)],
  ["char name[16]", "name", (b) => b.array(2, 16, 1)],
  ["char [3][5]", "", (b) => b.array(b.array(2, 5, 1), 3, 1)],
  ["char tail[]", "tail", (b) => b.array(2, 0, 1)],
  ["char *names[4]", "names", (b) => b.array(b.pointer(2), 4, 1)],
  ["char (*row)[4]", "row", (b) => b.pointer(b.array(2, 4, 1))],
  ["const char *", "", (b) => b.pointer(b.add({ kind: "const", name: "", typeId: 2 }))],
  ["char *const p", "p", (b) => b.add({ kind: "const", name: "", typeId: b.pointer(2) })],
  ["const volatile int", "", (b) => b.add({ kind: "const", name: "", typeId: b.add({ kind: "volatile", name: "", typeId: 1 }) })],
  ["int (*)(struct s *arg, ...)", "", (b) => b.pointer(prototype(b))],
  ["int run(struct s *arg, ...)", "", (b) => b.func("run", prototype(b))],
  ["void (void)", "", (b) => b.prototype(0, [])],
  ["number", "", (b) => b.typedef("number", 1)],
  ["const handle", "", (b) => b.add({ kind: "const", name: "", typeId: b.typedef("handle", b.pointer(0)) })],
  ["int *", "", (b) => b.pointer(b.add({ kind: "type_tag", name: "user", typeId: 1 }))],
  ["union u", "", (b) => b.add({ kind: "fwd", name: "u", of: "union" })],
  ["struct {…}", "", (b) => b.struct("", 0, [])],
];

function prototype(builder: BtfBuilder): number {
  return builder.prototype(1, [
    { name: "arg", typeId: builder.pointer(3) },
    { name: "", typeId: 0 },
  ]);
}

it.each(CASES)("prints %s", (expected, declarator, describeType) => {
  const { btf, ids } = build((builder) => {
    builder.int("int", 4, { signed: true });
    builder.int("char", 1);
    builder.struct("s", 0, []);
    return describeType(builder);
  });
  expect(printType(btf.type(ids), declarator)).toBe(expected);
});

it("ends on types made of themselves", () => {
  const { btf } = build((builder) => {
    builder.pointer(1);
    builder.prototype(2, [
      { name: "", typeId: 2 },
      { name: "", typeId: 2 },
    ]);
  });
  expect(printType(btf.type(1))).toContain("…");
  expect(printType(btf.type(2)).length).toBeLessThan(10_000);
});
