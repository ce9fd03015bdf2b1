import { IrNodes, quotedText, type Fact } from "@tapset/core";
import { expect, it } from "vitest";
import { constantFact } from "../src/constant-fact.js";
import { constantTables } from "../src/kinds/constant-kinds.js";
import { resultText } from "../src/result-text.js";
import { evaluate } from "./fake-call.js";

const nodes = new IrNodes(undefined, 127);

/** What kernel handlers make of a fact's raw value. */
function spelled(fact: Fact, raw: bigint | string): bigint | string {
  return evaluate(fact.spell!(nodes, typeof raw === "bigint" ? nodes.constant(raw) : nodes.text(raw)));
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

it("strings are spelled in quotes, without escapes", () => {
  expect(spelled(quotedText(127), "/etc/passwd")).toBe('"/etc/passwd"');
  expect(spelled(quotedText(127), "")).toBe('""');
  expect(spelled(quotedText(127), "\x010x7ffd")).toBe("0x7ffd");
  expect(spelled(quotedText(127), "a\nb")).toBe('"a\nb"');
});
