import { describe, expect, it } from "vitest";
import { hasPointerAt } from "../src/index.js";
import { build } from "./blob.js";

/**
 *     struct links { struct links *next, *prev; };
 *     struct page {
 *       long flags;                                                    //  0
 *       union { struct links lru; struct { long head; int count; }; }; //  8
 *       void *slots[2];                                                // 24
 *       int left, right;                                               // 40, 44
 *     };
 */
const { btf } = build((builder) => {
  const int = builder.int("int", 4, { signed: true });
  const long = builder.int("long", 8, { signed: true });
  const links = builder.nextId;
  builder.struct("links", 16, [
    { name: "next", typeId: links + 1, bitOffset: 0 },
    { name: "prev", typeId: links + 1, bitOffset: 64 },
  ]);
  builder.pointer(links);
  const other = builder.struct("", 16, [
    { name: "head", typeId: long, bitOffset: 0 },
    { name: "count", typeId: int, bitOffset: 64 },
  ]);
  const either = builder.union("", 16, [
    { name: "lru", typeId: links, bitOffset: 0 },
    { name: "", typeId: other, bitOffset: 0 },
  ]);
  const slots = builder.array(builder.pointer(0), 2, int);
  builder.struct("page", 48, [
    { name: "flags", typeId: long, bitOffset: 0 },
    { name: "", typeId: either, bitOffset: 64 },
    { name: "slots", typeId: slots, bitOffset: 192 },
    { name: "left", typeId: int, bitOffset: 320 },
    { name: "right", typeId: int, bitOffset: 352 },
  ]);
  return {};
});

describe("bytes of a structure that may be a pointer's", () => {
  it.each([
    ["a number's own", 0, 8, false],
    ["a number's that a union has in a pointer's place", 8, 8, true],
    ["part of a pointer's", 16, 4, true],
    ["the end of a pointer's", 20, 4, true],
    ["an array's of pointers", 32, 8, true],
    ["a number's behind pointers", 40, 4, false],
    ["what's behind the structure", 48, 8, false],
  ])("%s", (_title, offset, size, answer) => {
    expect(hasPointerAt(btf.byName("struct", "page")!, offset, size)).toBe(answer);
  });
});
