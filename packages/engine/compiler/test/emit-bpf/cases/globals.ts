import { expect } from "vitest";
import * as ir from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const { Globals, longKey, stringKey, num, context, element, update, run, print, value, script, handler } = ir;

export const globalCases: readonly Case[] = [
  {
    name: "n++ counts each firing, and the ledger says so",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      return {
        ir: script([handler([run(update(n, "add", 1))])], { globals, skipSelf: true }),
        check: (rig) => {
          for (let i = 0; i < 5; i++) rig.fire();
          expect(rig.long(n)).toBe(5n);
          expect(rig.ledger()).toEqual({ entered: 5, completed: 5 });
        },
      };
    },
  },
  {
    name: "nothing runs while disarmed or in the session's own process",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const seen = globals.make("seen");
      return {
        ir: script([handler([run(update(n, "add", 1)), run(update(seen, "set", ir.pid))])], { globals, skipSelf: true }),
        check: (rig) => {
          rig.fire();
          rig.control(8, rig.long(seen));
          rig.fire();
          rig.control(8, 0n);
          rig.control(0, 0n);
          rig.fire();
          expect(rig.long(n)).toBe(1n);
          expect(rig.ledger()).toEqual({ entered: 1, completed: 1 });
        },
      };
    },
  },
  {
    name: "a[key]++ makes elements and counts in them",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey] });
      return {
        ir: script([handler([run(update(a, "add", 1, [context(0)]))])], { globals }),
        check: (rig) => {
          for (const key of [7n, 7n, -1n, 7n]) rig.fire(key);
          expect(rig.elements(a)).toEqual({ "7": 3n, "-1": 1n });
        },
      };
    },
  },
  {
    name: "printf of longs and comm sends one record",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const body = [
        print("hello ", value("d", context(0)), " ", value("x", num(255)), " ", value("d", update(n, "add", 2, [], "new")), "\n"),
      ];
      return {
        ir: script([handler(body)], { globals }),
        check: (rig) => {
          rig.fire(-5n);
          rig.fire(6n);
          expect(rig.output()).toEqual(["hello -5 ff 2\n", "hello 6 ff 4\n"]);
          expect(rig.ledger()).toEqual({ entered: 2, completed: 2, produced: 2 });
        },
      };
    },
  },
  {
    name: "elements are updated by every operator and yield old or new",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey] });
      const key = [num(1)];
      const steps = [
        update(a, "set", 10, key, "old"),
        update(a, "add", 5, key, "new"),
        update(a, "sub", 1, key, "old"),
        update(a, "mul", 3, key, "new"),
        update(a, "div", -4, key, "new"),
        update(a, "mod", 4, key, "new"),
        update(a, "or", 0xf0, key, "new"),
        update(a, "xor", 1, key, "old"),
        update(a, "and", 0x3f, key, "new"),
        update(a, "shl", 2, key, "new"),
        update(a, "shr", 60, key, "new"),
        update(a, "sub", 9, [num(2)], "new"),
        update(a, "mul", 9, [num(3)], "new"),
        update(a, "set", 9, [num(4)], "old"),
        element(a, num(2)),
        element(a, num(5)),
      ];
      const body = [print(...steps.flatMap((step) => [value("d", step), " "]))];
      return {
        ir: script([handler(body)], { globals }),
        check: (rig) => {
          rig.fire();
          // -42 / 4 is -10.
          expect(rig.output()).toEqual(["0 15 15 42 -10 -2 -2 -2 63 252 0 -9 0 0 -9 0 "]);
          expect(rig.elements(a)).toEqual({ "1": 0n, "2": -9n, "3": 0n, "4": 9n });
        },
      };
    },
  },
  {
    name: "scalars are updated by every operator and yield old or new",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const steps = [
        update(n, "set", 10, [], "old"),
        update(n, "add", 5, [], "new"),
        update(n, "sub", 1, [], "old"),
        update(n, "mul", 3, [], "new"),
        update(n, "mod", 8, [], "old"),
        update(n, "set", 77, [], "new"),
        ir.read(n),
      ];
      return {
        ir: script([handler([print(...steps.flatMap((step) => [value("d", step), " "]))])], { globals }),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["0 15 15 42 42 77 77 "]);
          expect(rig.long(n)).toBe(77n);
        },
      };
    },
  },
  {
    name: "a full array fails the handler, which disarms",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], maxEntries: 3 });
      return {
        ir: script([handler([run(update(a, "set", context(0), [context(0)]))])], { globals }),
        check: (rig) => {
          for (const key of [1n, 2n, 3n, 2n, 4n, 5n]) rig.fire(key);
          expect(rig.elements(a)).toEqual({ "1": 1n, "2": 2n, "3": 3n });
          expect(rig.output()).toEqual(["ERROR: Array overflow, check MAXMAPENTRIES"]);
          expect(rig.isArmed).toBe(false);
          expect(rig.ledger()).toEqual({ entered: 5, completed: 4, failed: 1, arrayFull: 1, produced: 1 });
        },
      };
    },
  },
  {
    name: "a wrapping array drops its oldest element",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], maxEntries: 3, wraps: true });
      return {
        ir: script([handler([run(update(a, "add", 1, [context(0)]))])], { globals }),
        check: (rig) => {
          for (const key of [1n, 2n, 3n, 1n, 4n, 5n]) rig.fire(key);
          expect(rig.elements(a)).toEqual({ "3": 1n, "4": 1n, "5": 1n });
          expect(rig.ledger()).toEqual({ entered: 6, completed: 6 });
        },
      };
    },
  },
  {
    name: "a wrapping array knows which of its elements is the oldest after deletions",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], maxEntries: 4, wraps: true });
      const s = globals.make("s", { type: "string", bound: 100, keys: [longKey], maxEntries: 4, wraps: true });
      const count = globals.make("count", { type: "stats", stats: { variance: false, histogram: undefined }, keys: [longKey], maxEntries: 4, wraps: true });
      const put = [
        run(update(a, "add", 1, [context(0)])),
        { op: "update", update: { place: { global: s, keys: [context(0)] }, operator: "set", value: ir.format(100, "v", value("d", context(1))) } },
        ir.accumulate(count, 1, context(0)),
      ] as const;
      const drop = [a, s, count].map((global) => ({ op: "delete", global, keys: [context(0)] }) as const);
      const clear = [a, s, count].map((global) => ({ op: "clear", global }) as const);
      const body = [ir.when(ir.compare("eq", context(2), 0), put), ir.when(ir.compare("eq", context(2), 1), drop), ir.when(ir.compare("eq", context(2), 2), clear)];
      return {
        ir: script([handler(body)], { globals }),
        check: (rig) => {
          const keys = (): string => [a, s].map((global) => Object.keys(rig.elements(global)).join()).join(" ");
          for (const key of [1n, 2n, 3n, 4n]) rig.fire(key, 0n);
          // 1 goes and comes back, so 2 is the oldest now; and replacing a value makes it no younger.
          rig.fire(1n, 0n, 1n);
          rig.fire(1n, 5n);
          rig.fire(2n, 6n);
          rig.fire(5n, 0n);
          expect(keys()).toBe("1,3,4,5 1,3,4,5");
          rig.fire(6n, 0n);
          rig.fire(7n, 0n);
          expect(keys()).toBe("1,5,6,7 1,5,6,7");
          rig.fire(8n, 0n);
          expect(keys()).toBe("5,6,7,8 5,6,7,8");
          rig.fire(0n, 0n, 2n);
          for (let round = 0n; round < 5n; round++) {
            for (let key = 0n; key < 50n; key++) rig.fire(100n * round + key, key);
            expect(keys()).toBe([46n, 47n, 48n, 49n].map((key) => 100n * round + key).join() + " " + [46n, 47n, 48n, 49n].map((key) => 100n * round + key).join());
            rig.fire(0n, 0n, 2n);
          }
          for (let turn = 0n; turn < 100n; turn++) {
            rig.fire(9n, turn);
            rig.fire(9n, turn, 1n);
          }
          for (const key of [1n, 2n, 3n, 4n, 5n]) rig.fire(key, key);
          expect(keys()).toBe("2,3,4,5 2,3,4,5");
          expect(rig.elements(s)).toEqual({ "2": "v2", "3": "v3", "4": "v4", "5": "v5" });
          expect(Object.keys(rig.elements(count))).toHaveLength(4);
          expect(rig.ledger()).not.toHaveProperty("failed");
        },
      };
    },
  },
  {
    name: "elements of an array with two copies",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], twoCopies: true });
      const body = [
        run(update(a, "add", 1, [context(0)])),
        print(value("d", element(a, context(0))), " ", value("d", ir.has(a, context(0))), " ", value("d", ir.has(a, num(99)))),
      ];
      return {
        ir: script([handler(body)], { globals }),
        check: (rig) => {
          rig.fire(7n);
          rig.fire(7n);
          expect(rig.output()).toEqual(["1 1 0", "2 1 0"]);
          expect(rig.elements(a)).toEqual({ "7": 2n });
        },
      };
    },
  },
  {
    name: "mixed keys, deletes, membership",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey, stringKey(15), stringKey(200)] });
      const key = (n: number, s: string) => [num(n), ir.text(s), ir.text("a long key of more than thirty-two bytes, and then some")];
      return {
        ir: script(
          [
            handler([
              run(update(a, "set", 1, key(1, "x"))),
              run(update(a, "set", 2, key(1, "y"))),
              run(update(a, "set", 3, key(2, "x"))),
              { op: "delete", global: a, keys: key(1, "y") },
              print(...[ir.has(a, ...key(1, "x")), ir.has(a, ...key(1, "y")), element(a, ...key(2, "x"))].map((each) => value("d", each))),
            ]),
          ],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["103"]);
          expect(Object.values(rig.elements(a))).toEqual([1n, 3n]);
        },
      };
    },
  },
  {
    name: "clear empties arrays, scalars and aggregates",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey] });
      const n = globals.make("n", {});
      const s = globals.make("s", { type: "stats", stats: { variance: false, histogram: undefined } });
      const body = [
        run(update(a, "set", 1, [num(1)])),
        run(update(a, "set", 1, [num(2)])),
        run(update(n, "set", 5)),
        ir.accumulate(s, 4),
        ...[a, n, s].map((global) => ({ op: "clear", global }) as const),
      ];
      return {
        ir: script([handler(body)], { globals }),
        check: (rig) => {
          rig.fire();
          expect(rig.elements(a)).toEqual({});
          expect(rig.long(n)).toBe(0n);
          expect(rig.elements(s)).toEqual({ "": [] });
        },
      };
    },
  },
];
