import type { BinaryOperator, Comparison } from "@tapset/core";
import { expect } from "vitest";
import { binary, compare, context, handler, num, print, script, unary, value } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const numbers = [0n, 1n, -1n, 2n, -7n, 63n, 64n, 1n << 31n, -(1n << 31n), (1n << 32n) + 5n, (1n << 63n) - 1n, -(1n << 63n)];

const operators: Readonly<Record<BinaryOperator, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << (b & 63n),
  shr: (a, b) => BigInt.asUintN(64, a) >> (b & 63n),
  sar: (a, b) => a >> (b & 63n),
};
const comparisons: Readonly<Record<Comparison, (a: bigint, b: bigint) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

/** `left operator right` printed for all pairs of numbers, with `right` in a register and as a constant. */
function arithmeticCase(operator: BinaryOperator): Case {
  const divides = operator === "div" || operator === "mod";
  const constants = numbers.filter((each) => !divides || each !== 0n);
  return {
    name: `${operator} on 64 bits`,
    make: () => ({
      ir: script([
        handler([
          print(
            value("d", binary(operator, context(0), context(1))),
            ...constants.flatMap((right) => [" ", value("d", binary(operator, context(0), num(right)))]),
            " ",
            value("d", binary("add", binary(operator, binary("add", context(0), 0), binary("add", context(1), 0)), binary("mul", context(0), 0))),
          ),
        ]),
      ]),
      check: (rig) => {
        for (const left of numbers) {
          for (const right of numbers) {
            if (divides && right === 0n) continue;
            rig.fire(left, right);
            const apply = (b: bigint): bigint => BigInt.asIntN(64, operators[operator](left, b));
            expect(rig.output(), `${left} ${operator} ${right}`).toEqual([[apply(right), ...constants.map(apply), apply(right)].join(" ")]);
          }
        }
      },
    }),
  };
}

function comparisonCase(comparison: Comparison): Case {
  return {
    name: `${comparison} of longs`,
    make: () => ({
      ir: script([
        handler([
          print(
            value("d", compare(comparison, context(0), context(1))),
            ...numbers.map((right) => value("d", compare(comparison, context(0), right))),
            value("d", unary("not", compare(comparison, context(0), context(1)))),
          ),
        ]),
      ]),
      check: (rig) => {
        for (const left of numbers) {
          for (const right of numbers) {
            rig.fire(left, right);
            const holds = (b: bigint): number => (comparisons[comparison](left, b) ? 1 : 0);
            expect(rig.output()).toEqual([[holds(right), ...numbers.map(holds), 1 - holds(right)].join("")]);
          }
        }
      },
    }),
  };
}

export const arithmeticCases: readonly Case[] = [
  ...(Object.keys(operators) as BinaryOperator[]).map(arithmeticCase),
  ...(Object.keys(comparisons) as Comparison[]).map(comparisonCase),
  {
    name: "division by zero fails the handler, and only it",
    make: () => ({
      ir: script(
        [
          handler([print("before\n"), print(value("d", binary("div", 1, context(0)))), print("after\n")], { probe: 0 }),
          handler([print("next\n")], { probe: 1 }),
        ],
        { limits: { MAXERRORS: 1 } },
      ),
      check: (rig) => {
        rig.fire(0n);
        expect(rig.output()).toEqual(["before\n", "ERROR: division by 0 near identifier 's' at script.stp:1:4", "next\n"]);
        expect(rig.ledger(0)).toEqual({ entered: 1, failed: 1, produced: 1 });
        expect(rig.ledger(1)).toEqual({ entered: 1, completed: 1, produced: 1 });
        expect(rig.isArmed).toBe(true);
      },
    }),
  },
  {
    name: "unary operators",
    make: () => ({
      ir: script([
        handler([print(...(["neg", "bitnot", "not"] as const).flatMap((operator) => [value("d", unary(operator, context(0))), " "]))]),
      ]),
      check: (rig) => {
        for (const number of numbers) {
          rig.fire(number);
          expect(rig.output()).toEqual([`${BigInt.asIntN(64, -number)} ${~number} ${number === 0n ? 1 : 0} `]);
        }
      },
    }),
  },
];
