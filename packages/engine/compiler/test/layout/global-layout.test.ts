import { expect, it } from "vitest";
import { layoutGlobals } from "../../src/layout/global-layout.js";
import { CONTROL } from "../../src/module.js";
import { Globals, longKey, stringKey } from "../emit-bpf/ir-builders.js";

it("scalars are words behind the control words, everything else has a map", () => {
  const globals = new Globals();
  globals.make("n");
  globals.make("mine", { storage: "session" });
  globals.make("m");
  globals.make("text", { type: "string", bound: 20 });
  globals.make("sum", { type: "stats", stats: { variance: false, histogram: undefined } });
  globals.make("array", { keys: [longKey, stringKey(15), stringKey(16)], maxEntries: 7 });
  globals.make("ring", { keys: [longKey], wraps: true, maxEntries: 5 });
  globals.make("copies", { type: "stats", stats: { variance: false, histogram: undefined }, keys: [longKey], twoCopies: true });
  const { layouts, maps } = layoutGlobals(globals.list, ({ name }) => name === "array");
  expect(layouts.slice(0, 3)).toEqual([{ kind: "word", offset: CONTROL.scalars }, undefined, { kind: "word", offset: CONTROL.scalars + 8 }]);
  expect(layouts[5]).toMatchObject({ keys: [{ size: 8 }, { size: 16 }, { size: 24 }], accessor: "update_5" });
  expect(maps.map(({ name, type, keySize, valueSize, maxEntries, inner }) => [name, type, keySize, valueSize, maxEntries, inner?.type])).toEqual([
    ["globals", "ARRAY", 4, CONTROL.scalars + 16, 1, undefined],
    ["text_3", "HASH", 8, 24, 1, undefined],
    ["sum_4", "PERCPU_ARRAY", 4, 32, 1, undefined],
    ["array_5", "HASH", 48, 8, 7, undefined],
    ["ring_6", "HASH", 8, 16, 5, undefined],
    ["ring_6_order", "QUEUE", 0, 16, 10, undefined],
    ["copies_7", "ARRAY_OF_MAPS", 4, 4, 1, "PERCPU_HASH"],
  ]);
});
