import { disassemble, printProgram } from "@tapset/asm";
import type { Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { comm, compare, context, env, Globals, handler, longKey, num, pid, print, run, script, update, value } from "./ir-builders.js";

const globals = new Globals();
const n = globals.make("n");
const a = globals.make("a", { keys: [longKey] });
const sum = globals.make("sum", { type: "stats", stats: { variance: false, histogram: undefined }, keys: [longKey] });

/** Where every instruction counts: what runs at each event, as the kernel gets it. */
const hotPaths: readonly { readonly name: string; readonly body: readonly Stmt[] }[] = [
  { name: "count", body: [run(update(n, "add", 1))] },
  { name: "count-by-pid", body: [run(update(a, "add", 1, [pid]))] },
  { name: "print", body: [print(value("s", comm), " ", value("d", pid), " ", value("d", env("ktime_ns")), "\n")] },
  { name: "accumulate", body: [{ op: "accumulate", global: sum, keys: [num(1)], value: context(2) }] },
  { name: "branch", body: [{ op: "if", condition: compare("eq", pid, env("target")), then: [run(update(n, "add", 1))], otherwise: [] }] },
];

describe("the hot path", () => {
  it.each(hotPaths)("$name", async ({ name, body }) => {
    const { programs } = emitBpf(script([handler(body)], { globals, skipSelf: true }));
    const listing = printProgram(disassemble(programs[0]!.code));
    await expect(hotPartOf(listing)).toMatchFileSnapshot(`listings/${name}.txt`);
  });
});

/** Up to the goto that skips what's placed out of the way. */
function hotPartOf(listing: string): string {
  const lines = listing.split("\n");
  return `${lines.slice(0, lines.findIndex((line) => line.startsWith("  goto ")) + 1).join("\n")}\n`;
}
