import { expect } from "vitest";
import {
  accumulate, binary, compare, concat, context, element, get, gets, Globals, handler, long, longKey, loop, num, pid, print, raise, read, run, script, set,
  string, stringKey, text, tryCatch, update, value, when,
} from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

export const controlCases: readonly Case[] = [
  {
    name: "conditions count as filtered",
    make: () => {
      const globals = new Globals();
      const on = globals.make("on");
      const n = globals.make("n");
      return {
        ir: script([handler([run(update(n, "add", 1))], { condition: compare("ne", read(on), 0) })], { globals }),
        check: (rig) => {
          rig.fire();
          rig.setLong(on, 1n);
          rig.fire();
          rig.fire();
          expect(rig.long(n)).toBe(2n);
          expect(rig.ledger()).toEqual({ entered: 3, filtered: 1, completed: 2 });
        },
      };
    },
  },
  {
    name: "if, else, and short-circuit",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const bump = update(n, "add", 1, [], "new");
      const and = { type: "long", op: "logical", operator: "and", left: compare("gt", context(0), 0), right: bump } as const;
      const or = { type: "long", op: "logical", operator: "or", left: compare("gt", context(0), 0), right: bump } as const;
      const pick = { type: "long", op: "select", condition: context(0), then: num(7), otherwise: bump } as const;
      return {
        ir: script([handler([when(and, [print("and ")], [print("nand ")]), when(or, [print("or ")], []), print(value("d", pick))])], { globals }),
        check: (rig) => {
          rig.fire(1n);
          expect(rig.output()).toEqual(["and ", "or ", "7"]);
          expect(rig.long(n)).toBe(1n);
          rig.fire(0n);
          expect(rig.output()).toEqual(["nand ", "or ", "3"]);
        },
      };
    },
  },
  {
    name: "loops with locals, break, continue and next, nested",
    make: () => {
      const [i, j, sum] = [long("i"), long("j"), long("sum")];
      const inner = loop(
        20,
        compare("lt", get(j), 10),
        set(j, binary("add", get(j), 1)),
        when(compare("eq", get(j), 3), [{ op: "break", label: 21 }]),
        when(compare("eq", get(j), 6), [{ op: "break", label: 20 }]),
        when(compare("eq", get(i), 4), [{ op: "break", label: 10 }]),
        when(compare("eq", get(sum), context(0)), [print("next "), { op: "end" }]),
        set(sum, binary("add", get(sum), get(j))),
      );
      const outer = loop(10, compare("lt", get(i), 100), set(i, binary("add", get(i), 1)), set(j, 0), inner);
      return {
        ir: script([handler([outer, print(value("d", get(i)), " ", value("d", get(sum)))], { locals: [i, j, sum] })]),
        check: (rig) => {
          rig.fire(-1n);
          // Turns 1 to 3 add 1 + 2 + 4 + 5 each.
          expect(rig.output()).toEqual(["4 36"]);
          rig.fire(15n);
          expect(rig.output()).toEqual(["next "]);
          expect(rig.ledger()).toMatchObject({ entered: 2, completed: 2 });
        },
      };
    },
  },
  {
    name: "a loop that doesn't end runs into MAXACTION",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      return {
        ir: script([handler([loop(1, num(1), run(update(n, "add", 1)))])], { globals }),
        check: (rig) => {
          rig.fire();
          expect(rig.long(n)).toBe(1000n);
          expect(rig.output()).toEqual(["ERROR: MAXACTION exceeded at script.stp:1:6"]);
          expect(rig.ledger()).toMatchObject({ failed: 1 });
        },
      };
    },
  },
  {
    name: "a long loop that counts in a local",
    make: () => {
      const [i, sum] = [long("i"), long("sum")];
      const body = [
        set(i, 0),
        loop(1, compare("lt", get(i), 100_000), set(sum, binary("add", get(sum), get(i))), set(i, binary("add", get(i), 1))),
        print(value("d", get(sum))),
      ];
      return {
        ir: script([handler(body, { locals: [i, sum] })], { limits: { MAXACTION: 1_000_000 } }),
        check: (rig) => {
          if (rig.engine.isInterpreter) return;
          rig.fire();
          expect(rig.output()).toEqual(["4999950000"]);
        },
      };
    },
  },
  {
    name: "try and catch with and without the message, across callbacks",
    make: () => {
      const [message, i] = [string(63, "message"), long("i")];
      const body = [
        tryCatch([print("a "), raise(concat(63, text("bad "), text("thing"))), print("not here")], message, [print("caught ", value("s", gets(message)), "; ")]),
        tryCatch([print(value("d", binary("div", 1, context(0))))], undefined, [print("caught; ")]),
        tryCatch(
          [loop(1, num(1), set(i, binary("add", get(i), 1)), loop(3, num(1), when(compare("eq", get(i), 3), [raise(text("deep"))]), { op: "break", label: 3 }))],
          message,
          [print("caught ", value("s", gets(message)), " at ", value("d", get(i)), "; ")],
        ),
        tryCatch([tryCatch([raise(text("inner"))], undefined, [raise(text("outer"))])], message, [print("caught ", value("s", gets(message)))]),
      ];
      return {
        ir: script([handler(body, { locals: [message, i] })]),
        check: (rig) => {
          rig.fire(0n);
          expect(rig.output().join("")).toBe("a caught bad thing; caught; caught deep at 3; caught outer");
          expect(rig.ledger()).toMatchObject({ entered: 1, completed: 1 });
        },
      };
    },
  },
  {
    name: "an error that isn't caught sends what was printed before, its message and its place",
    make: () => {
      const i = long("i");
      const body = [print("one "), loop(1, num(1), print(value("d", get(i)), " "), set(i, binary("add", get(i), 1)), when(compare("eq", get(i), 3), [raise(concat(63, text("no "), text("more")))]))];
      return {
        ir: script([handler(body, { locals: [i] })]),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["one ", "0 ", "1 ", "2 ", "ERROR: no more at script.stp:2:12"]);
          expect(rig.ledger()).toMatchObject({ entered: 1, failed: 1 });
        },
      };
    },
  },
  {
    name: "exit disarms, tells the session and lets the handler go on",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      return {
        ir: script([handler([{ op: "exit" }, run(update(n, "add", 1)), print("last")])], { globals }),
        check: (rig) => {
          rig.fire();
          rig.fire();
          expect(rig.output()).toEqual(["EXIT", "last"]);
          expect(rig.long(n)).toBe(1n);
          expect(rig.isArmed).toBe(false);
        },
      };
    },
  },
  {
    name: "foreach over longs: keys, values, limit, delete inside",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey] });
      const [k, v, sum] = [long("k"), long("v"), long("sum")];
      const fill = handler([run(update(a, "add", binary("mul", context(0), 10), [context(0)]))], { condition: compare("gt", context(0), 0) });
      const walk = handler(
        [
          {
            op: "foreach",
            label: 1,
            global: a,
            keys: [k],
            value: v,
            slice: [],
            sort: undefined,
            limit: binary("sub", 0, context(0)),
            body: [set(sum, binary("add", get(sum), binary("add", get(k), get(v)))), { op: "delete", global: a, keys: [get(k)] }],
            actions: 1,
          },
          print(value("d", get(sum))),
        ],
        { locals: [k, v, sum], condition: compare("lt", context(0), 0) },
      );
      return {
        ir: script([fill, walk], { globals }),
        check: (rig) => {
          for (const key of [1n, 2n, 3n]) rig.fire(key);
          rig.fire(-100n);
          expect(rig.output()).toEqual([String(6 + 60)]);
          expect(rig.elements(a)).toEqual({});
          for (const key of [1n, 2n, 3n]) rig.fire(key);
          rig.fire(-2n);
          expect(rig.output()).toHaveLength(1);
          expect(Object.keys(rig.elements(a))).toHaveLength(1);
        },
      };
    },
  },
  {
    name: "foreach over slices of mixed keys, with break; membership and deletion by slice",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [stringKey(15), longKey] });
      const [s, k, v] = [string(15, "s"), long("k"), long("v")];
      const each = (slice: readonly (ReturnType<typeof text> | undefined)[], ...body: Parameters<typeof handler>[0]) =>
        ({ op: "foreach", label: 1, global: a, keys: [s, k], value: v, slice, sort: undefined, limit: undefined, body, actions: 1 }) as const;
      const body = [
        ...["x", "y", "x"].map((name, index) => run(update(a, "set", index + 1, [text(name), num(index)]))),
        each([text("x"), undefined], print(value("s", gets(s)), value("d", get(k)), "=", value("d", get(v)), " ")),
        each([undefined, undefined], { op: "break", label: 1 }),
        print(...[["x", 7], ["z", undefined], ["y", undefined]].map(([name]) => value("d", { type: "long", op: "has", global: a, keys: [text(String(name)), undefined] }))),
        { op: "delete", global: a, keys: [text("x"), undefined] } as const,
      ];
      return {
        ir: script([handler(body, { locals: [s, k, v] })], { globals }),
        check: (rig) => {
          rig.fire();
          const lines = rig.output();
          expect(lines.slice(0, 2).sort()).toEqual(["x0=1 ", "x2=3 "]);
          expect(lines.slice(2)).toEqual(["101"]);
          expect(rig.elements(a)).toEqual({ "y,1": 2n });
        },
      };
    },
  },
  {
    name: "foreach over two copies and over aggregates, with extractors inside",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey], type: "stats", stats: { variance: false, histogram: undefined }, twoCopies: true });
      const [k, total] = [long("k"), long("total")];
      const extract = (extractor: "count" | "sum" | "min" | "max" | "avg") => ({ type: "long", op: "extract", extractor, shift: 0, global: a, keys: [get(k)] }) as const;
      const body = [
        accumulate(a, 5, num(1)),
        accumulate(a, 15, num(1)),
        accumulate(a, -3, num(2)),
        {
          op: "foreach",
          label: 1,
          global: a,
          keys: [k],
          value: undefined,
          slice: [],
          sort: undefined,
          limit: undefined,
          body: [
            print(...(["count", "sum", "min", "max", "avg"] as const).flatMap((name) => [value("d", extract(name)), " "])),
            set(total, binary("add", get(total), extract("sum"))),
          ],
          actions: 1,
        } as const,
        print(value("d", get(total))),
      ];
      return {
        ir: script([handler(body, { locals: [k, total] })], { globals }),
        check: (rig) => {
          rig.fire();
          const lines = rig.output();
          expect(lines.slice(0, 2).sort()).toEqual(["1 -3 -3 -3 -3 ", "2 20 5 15 10 "]);
          expect(lines[2]).toBe("17");
        },
      };
    },
  },
  {
    name: "handlers of one program run in order, whatever happened to the one before",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey] });
      return {
        ir: script(
          [handler([run(update(a, "add", 1, [pid])), print("a")], { probe: 0 }), handler([{ op: "end" }, print("never")], { probe: 1 }), handler([print(value("d", element(a, pid)))], { probe: 2 })],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["a", "1"]);
          for (const probe of [0, 1, 2]) expect(rig.ledger(probe)).toMatchObject({ entered: 1, completed: 1 });
        },
      };
    },
  },
];
