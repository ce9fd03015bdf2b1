import { expect } from "vitest";
import { compare, context, get, Globals, handler, long, run, script, set, update, when } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const CONDITIONS = 20;

/** Handlers in which ways part so often that the verifier couldn't follow each: it has to find that they meet again. */
export const pathCases: readonly Case[] = [
  {
    name: "longs that many conditions set to 0 or 1, and as many read",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const locals = Array.from({ length: CONDITIONS }, (_, index) => long(`x${index}`));
      const sets = locals.map((local, index) => set(local, compare("gt", context(0), index)));
      const reads = locals.map((local) => when(get(local), [run(update(n, "add", 1))]));
      return {
        ir: script([handler([...sets, ...reads], { locals })], { globals }),
        check: (rig) => {
          rig.fire(7n);
          expect(rig.long(n)).toBe(7n);
          rig.fire(0n);
          expect(rig.long(n)).toBe(7n);
          rig.fire(100n);
          expect(rig.long(n)).toBe(27n);
        },
      };
    },
  },
];
