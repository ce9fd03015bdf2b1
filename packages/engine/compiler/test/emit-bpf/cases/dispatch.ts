import { expect } from "vitest";
import { binary, context, env, get, Globals, handler, long, longKey, loop, num, print, run, script, set, update, value, compare } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const selector = context(1);

export const dispatchCases: readonly Case[] = [
  {
    name: "a few cases in one program, by comparing",
    make: () => ({
      ir: script(
        [
          { when: [3n, 5n], handler: handler([print("3 or 5 ", value("d", env("selector")))], { probe: 0 }) },
          { when: undefined, handler: handler([print("all")], { probe: 1 }) },
          { when: [-1n, 1n << 40n], handler: handler([print("strange")], { probe: 2 }) },
        ],
        { selector },
      ),
      check: (rig) => {
        for (const each of [3n, 4n, 5n, -1n, 1n << 40n]) rig.fire(0n, each);
        expect(rig.output()).toEqual(["3 or 5 3", "all", "all", "3 or 5 5", "all", "all", "strange", "all", "strange"]);
        expect(rig.ledger(0)).toMatchObject({ entered: 2, completed: 2 });
      },
    }),
  },
  {
    name: "one handler for many values, by a bitmap",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], maxEntries: 500 });
      const when = Array.from({ length: 300 }, (_, index) => BigInt(index * 3));
      return {
        ir: script([{ when, handler: handler([run(update(a, "add", 1, [env("selector")]))]) }], { globals, selector }),
        check: (rig) => {
          for (let each = -2n; each < 1000n; each++) rig.fire(0n, each);
          expect(rig.elements(a)).toEqual(Object.fromEntries(when.map((each) => [String(each), 1n])));
          expect(rig.ledger()).toEqual({ entered: 300, completed: 300 });
        },
      };
    },
  },
  {
    name: "many cases by tail calls, some for all values, with loops in them",
    make: () => {
      const globals = new Globals();
      const total = globals.make("total");
      const i = long("i");
      const cases = Array.from({ length: 20 }, (_, index) => ({
        when: [BigInt(index), BigInt(index + 1)],
        handler: handler([set(i, 0), loop(1, compare("lt", get(i), 3), set(i, binary("add", get(i), 1)), print(value("d", num(index)), " "))], { probe: 1, locals: [i] }),
      }));
      const all = { when: undefined, handler: handler([run(update(total, "add", 1)), print("all")]) };
      return {
        ir: script([...cases, all], { globals, selector, skipSelf: true }),
        check: (rig) => {
          rig.fire(0n, 0n);
          expect(rig.output().join("")).toBe("0 0 0 all");
          rig.fire(0n, 5n);
          expect(rig.output().join("")).toBe("4 4 4 5 5 5 all");
          for (const other of [21n, 100n, 70_000n, -1n, (1n << 32n) + 5n]) rig.fire(0n, other);
          expect(rig.output()).toEqual(["all", "all", "all", "all", "all"]);
          expect(rig.long(total)).toBe(7n);
          expect(rig.ledger(0)).toMatchObject({ entered: 7, completed: 7 });
          expect(rig.ledger(1)).toMatchObject({ entered: 3 });
        },
      };
    },
  },
  {
    name: "many cases and nothing for other values",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const cases = Array.from({ length: 30 }, (_, index) => ({ when: [BigInt(index)], handler: handler([run(update(n, "add", index))]) }));
      return {
        ir: script(cases, { globals, selector }),
        check: (rig) => {
          for (let each = 0n; each < 40n; each++) rig.fire(0n, each);
          expect(rig.long(n)).toBe(435n);
          rig.control(0, 0n);
          rig.fire(0n, 1n);
          expect(rig.long(n)).toBe(435n);
        },
      };
    },
  },
];
