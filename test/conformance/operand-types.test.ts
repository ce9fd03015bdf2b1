import { compileScript } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./row-script.js";

/** Operands of each type: written, kept, and called. */
const OPERANDS = {
  long: ["5", "number", "numbers[1]", "twice(2)", "@count(samples)"],
  string: ['"s"', "text", 'texts["k"]', 'same("a")'],
  stats: ["samples", "sampled[1]"],
} as const;
type Type = keyof typeof OPERANDS;
const TYPES = Object.keys(OPERANDS) as Type[];

const DECLARATIONS = `global number = 1, text = "x", samples, numbers, texts, sampled
function twice:long(n:long) { return 2 * n }
function same:string(s:string) { return s }
`;
const USES = 'samples <<< 1; sampled[1] <<< 1; numbers[1] = number++; texts["k"] = text; text = "y"; println(number, text, numbers[1], texts["k"], @count(samples), @count(sampled[1]));';

/** The ids of what is wrong with a statement, each once. */
async function refused(statement: string): Promise<readonly string[]> {
  const { diagnostics } = await compileScript(`${DECLARATIONS}probe begin { ${USES} ${statement} }`, { tapsets });
  return [...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ id }) => id))];
}

async function expectVerdict(statement: string, isRight: boolean): Promise<void> {
  const ids = await refused(statement);
  if (isRight) expect({ statement, ids }).toEqual({ statement, ids: [] });
  else expect({ statement, ids: ids.filter((id) => id !== "type-mismatch" && id !== "stats-as-value"), isRefused: ids.length > 0 }).toEqual({ statement, ids: [], isRefused: true });
}

/** What the two sides of each operator have to be; `same`: both numbers or both strings. */
const BINARY = [
  { operators: ["+", "-", "*", "/", "%", "<<", ">>", ">>>", "&", "|", "^", "&&", "||"], sides: ["long"] },
  { operators: ["<", "<=", ">", ">=", "==", "!="], sides: ["long", "string"] },
  { operators: ["."], sides: ["string"] },
] as const satisfies readonly { readonly operators: readonly string[]; readonly sides: readonly Type[] }[];
const PAIRS = TYPES.flatMap((left) => TYPES.map((right) => [left, right] as const));

describe("the two sides of an operator", () => {
  it.each(BINARY.flatMap(({ operators, sides }) => operators.map((operator) => [operator, sides as readonly Type[]] as const)))("%s", async (operator, sides) => {
    for (const [left, right] of PAIRS) {
      const isRight = left === right && sides.includes(left);
      for (const one of OPERANDS[left].slice(0, 2)) await expectVerdict(`println(${one} ${operator} ${OPERANDS[right][0]})`, isRight);
    }
  });

  it.each(["number", "1", "0"])("?: behind %s", async (condition) => {
    for (const [left, right] of PAIRS) {
      for (const one of OPERANDS[left]) await expectVerdict(`println(${condition} ? ${one} : ${OPERANDS[right][1]})`, left === right && left !== "stats");
    }
  });
});

/** Places that take one value, and what it has to be. */
const PLACES: readonly (readonly [place: (value: string) => string, takes: readonly Type[]])[] = [
  [(value) => `println(-${value})`, ["long"]],
  [(value) => `println(+${value})`, ["long"]],
  [(value) => `println(!${value})`, ["long"]],
  [(value) => `println(~${value})`, ["long"]],
  [(value) => `println(${value} =~ "s")`, ["string"]],
  [(value) => `println(${value} ? 1 : 2)`, ["long"]],
  [(value) => `println(1 || ${value})`, ["long"]],
  [(value) => `println(0 && ${value})`, ["long"]],
  [(value) => `if (${value}) println(1)`, ["long"]],
  [(value) => `if (0) println(${value} + 1)`, ["long"]],
  [(value) => `while (${value}) break`, ["long"]],
  [(value) => `for (; ${value}; ) break`, ["long"]],
  [(value) => `println(numbers[${value}])`, ["long"]],
  [(value) => `println(texts[${value}])`, ["string"]],
  [(value) => `println(${value} in numbers)`, ["long"]],
  [(value) => `println([${value}] in texts)`, ["string"]],
  [(value) => `delete numbers[${value}]`, ["long"]],
  [(value) => `foreach (k in numbers limit ${value}) println(k)`, ["long"]],
  [(value) => `println(twice(${value}))`, ["long"]],
  [(value) => `println(same(${value}))`, ["string"]],
  [(value) => `println(strlen(${value}))`, ["string"]],
  [(value) => `println(substr("abc", ${value}, 1))`, ["long"]],
  [(value) => `error(${value})`, ["string"]],
  [(value) => `number = ${value}`, ["long"]],
  [(value) => `number += ${value}`, ["long"]],
  [(value) => `number <<= ${value}`, ["long"]],
  [(value) => `text = ${value}`, ["string"]],
  [(value) => `text .= ${value}`, ["string"]],
  [(value) => `text += ${value}`, []],
  [(value) => `numbers[2] = ${value}`, ["long"]],
  [(value) => `samples <<< ${value}`, ["long"]],
  [(value) => `println(${value})`, ["long", "string"]],
  [(value) => `printf("%*d", ${value}, 1)`, ["long"]],
  [(value) => `printf("%s", ${value})`, ["string"]],
  ...[..."diuxXocpbmM"].map((letter) => [(value: string) => `printf("%${letter}", ${value})`, ["long"]] as const),
];

describe("a value's place", () => {
  it.each(PLACES.map(([place, takes]) => [place("VALUE"), place, takes] as const))("%s", async (_title, place, takes) => {
    for (const type of TYPES) for (const value of OPERANDS[type]) await expectVerdict(place(value), takes.includes(type));
  });
});
