import { expect } from "vitest";
import { binary, comm, compare, concat, context, get, gets, handler, long, loop, num, print, script, set, string, text, value } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

/** Modes of output; what each sends is tested with the strings. */
export const outputCases: readonly Case[] = [
  {
    name: "a handler that prints more than its buffer sends several records",
    make: () => {
      const i = long("i");
      const s = string(300);
      const body = [set(s, concat(300, text("x".repeat(200)), comm)), loop(1, compare("lt", get(i), 100), set(i, binary("add", get(i), 1)), print(value("d", get(i)), " ", value("s", gets(s))))];
      return {
        ir: script([handler(body, { locals: [i, s] })]),
        check: (rig) => {
          rig.fire();
          const lines = rig.output();
          expect(lines).toEqual(Array.from({ length: 100 }, (_, index) => `${index + 1} ${"x".repeat(200)}${rig.engine.comm()}`));
          expect(rig.ledger()).toMatchObject({ produced: 3 });
        },
      };
    },
  },
  {
    name: "records that find no room are counted as dropped",
    make: () => ({
      ir: script([handler([print(value("d", context(0)), ...Array.from({ length: 28 }, () => value("d", num(7))))])]),
      check: (rig) => {
        const firings = rig.engine.isInterpreter ? 400 : 36_000;
        for (let each = 0; each < firings; each++) rig.fire(BigInt(each));
        const { produced, dropped = 0 } = rig.ledger();
        expect(produced).toBe(firings);
        expect(dropped).toBeGreaterThan(0);
        expect(rig.output()).toHaveLength(firings - dropped);
      },
    }),
  },
  {
    name: "prints in branches, and of several streams",
    make: () => ({
      ir: script([
        handler([
          { op: "if", condition: context(0), then: [print("yes ", value("s", comm))], otherwise: [print("no")] },
          { op: "print", stream: "warning", segments: [{ kind: "text", text: "careful" }] },
        ]),
      ]),
      check: (rig) => {
        rig.fire(1n);
        rig.fire(0n);
        expect(rig.output()).toEqual([`yes ${rig.engine.comm()}`, "careful", "no", "careful"]);
        expect(rig.emitted.sites.map((site) => (site.kind === "print" ? site.stream : site.kind))).toEqual(["output", "output", "warning"]);
      },
    }),
  },
];
