import { IrNodes, quotedText, type Fact } from "@tapset/core";
import { expect, it } from "vitest";
import { constantFact } from "../src/constant-fact.js";
import { constantTables } from "../src/kinds/constant-kinds.js";
import { DATA_LIMIT, quotedData } from "../src/quoting.js";
import { resultText } from "../src/result-text.js";
import { evaluate } from "./fake-call.js";

const nodes = new IrNodes(undefined, 127);

/** What kernel handlers make of a fact's raw value. */
function spelled(fact: Fact, ...raw: readonly (bigint | string)[]): bigint | string {
  return evaluate(fact.spell!(nodes, ...raw.map((value) => (typeof value === "bigint" ? nodes.constant(value) : nodes.text(value)))));
}

it.each(["decimal", "hex", "octal"] as const)("%s results are spelled as they're rendered", (style) => {
  for (const result of [0n, 1n, 7n, 8n, 0o22n, 0o100n, 0o777n, -1n, -2n, -11n, -512n]) {
    expect(spelled(resultText[style], result), String(result)).toBe(resultText[style].render(result));
  }
});
it("large and unnamed results are too", () => {
  for (const result of [0x7fff00001000n, -4000n, -5000n, -(1n << 63n)]) {
    expect(spelled(resultText.decimal, result)).toBe(resultText.decimal.render(result));
    expect(spelled(resultText.hex, result)).toBe(resultText.hex.render(result));
  }
});

it.each([...constantTables.values()].filter(({ rest }) => rest !== "octal").map((table) => [table.name, table] as const))(
  "%s is spelled as it's rendered",
  (_name, table) => {
    const fact = constantFact(table, "x86_64");
    const choices = Object.values(table.choices ?? {});
    const bits = Object.values(table.bits ?? {});
    const mixed = bits.slice(0, 3).reduce((sum, bit) => sum + bit, choices[0] ?? 0);
    for (const number of [...choices, ...bits, mixed, -1, 0, 0x7654321]) {
      const value = table.wide ? BigInt(number) : BigInt.asIntN(32, BigInt(number));
      expect(spelled(fact, value), String(value)).toBe(fact.render(value).slice(0, nodes.maxString));
    }
  },
);
it("octal numbers aren't spelled: kernels write none", () => {
  expect(constantFact(constantTables.get("file_mode")!, "x86_64").spell).toBeUndefined();
});

it("strings are spelled as they're rendered, with escapes and dots", () => {
  const texts = ["/etc/passwd", "", "\x010x7ffd", "\x01other", 'a\n"b\\\xff', ...[120, 124, 125, 126, 127].map((length) => "x".repeat(length)), "\n".repeat(63)];
  for (const text of texts) expect(spelled(quotedText(127), text), JSON.stringify(text)).toBe(quotedText(127).render(text));
});
it("so are the beginnings of buffers", () => {
  const whole = "y".repeat(DATA_LIMIT);
  for (const [text, count] of [["a\tb", 3n], ["a\tb", 2n], ["ab", 100n], ["\x010x8", 5n], [whole, 44n], [whole, 45n], [whole, -1n], [whole, 7n]] as const) {
    expect(spelled(quotedData, text, count), `${text} ${count}`).toBe(quotedData.render(text, count));
  }
});
