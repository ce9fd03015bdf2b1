import { expect } from "vitest";
import type { Expr, Global, SessionHandler, Update } from "@tapset/core";
import { ACCESSOR, ACCESSOR_OPERATORS } from "../../../src/layout/accessor-layout.js";
import { accumulate, context, Globals, handler, longKey, num, run, script, stringKey, text, update } from "../ir-builders.js";
import { word, type Rig } from "../rig.js";
import type { Case } from "../semantics-cases.js";

function sessionHandler(...body: Parameters<typeof handler>[0]): SessionHandler {
  return { handler: handler(body), family: "timer", phase: "events", order: 0, start: { kind: "timer" } };
}

/** Runs a global's accessor as the session does: the old value, or undefined when the array is full. */
function access(rig: Rig, global: Global, operator: Update["operator"], operand: bigint, key: Uint8Array): bigint | undefined {
  const layout = rig.emitted.layouts[global.id];
  if (layout?.kind !== "map" || layout.accessor === undefined) throw new Error(`${global.name} has no accessor`);
  const bytes = new Uint8Array(ACCESSOR.key + key.length);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(ACCESSOR.operator, layout.value.type === "stats" ? 0n : BigInt(ACCESSOR_OPERATORS.indexOf(operator)), true);
  view.setBigInt64(ACCESSOR.operand, operand, true);
  bytes.set(key, ACCESSOR.key);
  const result = rig.engine.run(layout.accessor, bytes);
  return result === 0 ? word(bytes, ACCESSOR.old) : undefined;
}

function longKeyBytes(key: bigint): Uint8Array {
  return new Uint8Array(BigInt64Array.of(key).buffer);
}

export const accessorCases: readonly Case[] = [
  {
    name: "the session updates elements through an accessor",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], maxEntries: 2, twoCopies: true });
      const b = globals.make("b", { keys: [longKey, stringKey(100)], maxEntries: 10 });
      const s = globals.make("s", { type: "stats", stats: { variance: false, histogram: undefined }, keys: [longKey] });
      const scalar = globals.make("scalar", { type: "stats", stats: { variance: false, histogram: undefined } });
      const keys: Expr[] = [num(1)];
      const session = [
        sessionHandler(
          run(update(a, "add", 1, keys)),
          run(update(a, "set", 1, keys)),
          run(update(a, "mul", 1, keys)),
          run(update(b, "sub", 1, [num(1), text("x")])),
          accumulate(s, 1, num(1)),
          accumulate(scalar, 1),
        ),
      ];
      return {
        ir: script([handler([run(update(a, "add", 1, [context(0)]))])], { globals, session }),
        check: (rig) => {
          rig.fire(7n);
          expect(access(rig, a, "add", 10n, longKeyBytes(7n))).toBe(1n);
          expect(access(rig, a, "mul", -3n, longKeyBytes(7n))).toBe(11n);
          expect(access(rig, a, "set", 5n, longKeyBytes(8n))).toBe(0n);
          expect(access(rig, a, "add", 5n, longKeyBytes(9n))).toBeUndefined();
          expect(rig.elements(a)).toEqual({ "7": -33n, "8": 5n });
          const key = Buffer.alloc(8 + 104);
          key.writeBigInt64LE(4n);
          key.write("hello", 8);
          expect(access(rig, b, "sub", 2n, key)).toBe(0n);
          expect(access(rig, b, "sub", 2n, key)).toBe(-2n);
          expect(rig.elements(b)).toEqual({ "4,hello": -4n });
          access(rig, s, "set", 40n, longKeyBytes(3n));
          access(rig, s, "set", 50n, longKeyBytes(3n));
          access(rig, scalar, "set", -1n, new Uint8Array(8));
          expect(rig.elements(s)).toEqual({ "3": [2n, 90n, 40n, 50n] });
          expect(rig.elements(scalar)).toEqual({ "": [1n, -1n, -1n, -1n] });
        },
      };
    },
  },
];
