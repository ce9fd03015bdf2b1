import { runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { rowScript, tapsets } from "./row-script.js";

/** A repeatable source of small numbers. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

class DivisionByZero extends Error {}

type Meaning = (left: bigint, right: bigint) => bigint;
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);
const nonZero = (value: bigint): bigint => {
  if (value === 0n) throw new DivisionByZero();
  return value;
};

/** The language's operators as the manual has them, on wrapping 64-bit numbers. */
const operators: Readonly<Record<string, Meaning>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / nonZero(b),
  "%": (a, b) => a % nonZero(b),
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<": (a, b) => truth(a < b),
  "<=": (a, b) => truth(a <= b),
  ">": (a, b) => truth(a > b),
  ">=": (a, b) => truth(a >= b),
  "==": (a, b) => truth(a === b),
  "!=": (a, b) => truth(a !== b),
};

const constants = [0n, 1n, -1n, 2n, 7n, -13n, 255n, 0x7fffffffn, -0x80000000n, 0x1_0000_0000n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n - 1n)];
const names = ["a", "b", "c", "d"] as const;

interface Expression {
  readonly text: string;
  readonly value: () => bigint;
}

/** A random expression over the variables and constants, fully parenthesized. */
function expression(next: (below: number) => number, values: ReadonlyMap<string, bigint>, depth: number): Expression {
  const kind = depth === 0 ? next(2) : 2 + next(8);
  const part = (): Expression => expression(next, values, depth - 1);
  if (kind === 0) {
    const name = names[next(names.length)]!;
    return { text: name, value: () => values.get(name)! };
  }
  if (kind === 1) {
    const constant = constants[next(constants.length)]!;
    return { text: constant < 0n ? `(${constant})` : String(constant), value: () => constant };
  }
  const [left, right, third] = [part(), part(), part()];
  if (kind === 2) return { text: `(${left.text} << (${right.text} & 63))`, value: () => wrap(left.value() << (right.value() & 63n)) };
  if (kind === 3) return { text: `(${left.text} >> (${right.text} & 63))`, value: () => left.value() >> (right.value() & 63n) };
  if (kind === 4) return { text: `(${left.text} ? ${right.text} : ${third.text})`, value: () => (left.value() !== 0n ? right.value() : third.value()) };
  if (kind === 5) return { text: `(${left.text} && ${right.text})`, value: () => truth(left.value() !== 0n && right.value() !== 0n) };
  if (kind === 6) return { text: `(- ~ !${left.text})`, value: () => wrap(-~truth(left.value() === 0n)) };
  const [operator, meaning] = Object.entries(operators)[next(Object.keys(operators).length)]!;
  return { text: `(${left.text} ${operator} ${right.text})`, value: () => wrap(meaning(left.value(), right.value())) };
}

const PER_SCRIPT = 40;

/** Statements that print many expressions, and what they should print. */
function script(seed: number): { readonly body: string; readonly output: string } {
  const next = numbers(seed);
  const values = new Map(names.map((name) => [name, constants[next(constants.length)]!]));
  const expressions = Array.from({ length: PER_SCRIPT }, () => expression(next, values, 1 + next(4)));
  const assign = [...values].map(([name, value]) => `${name} = hidden(${value});`).join(" ");
  return {
    body: `${assign} ${expressions.map(({ text }) => `try { println(${text}) } catch { println("failed") }`).join("\n")}`,
    output: expressions.map(({ value }) => `${printed(value)}\n`).join(""),
  };
}

function printed(value: () => bigint): string {
  try {
    return String(value());
  } catch (error) {
    if (error instanceof DivisionByZero) return "failed";
    throw error;
  }
}

const EVENT = "sched_process_exit";

describe("random expressions", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("have the values they should have on both engines (seed %i)", async (seed) => {
    const row = script(seed);
    const session = await runScript(rowScript(row, "begin"), { tapsets });
    const kernel = await runScript(rowScript(row, `kernel.trace("${EVENT}")`), { tapsets, events: [tracepoint(EVENT)] });
    expect({ session: session.output, kernel: kernel.output }).toEqual({ session: row.output, kernel: row.output });
  });
});
