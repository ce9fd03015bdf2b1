import type { Comparison, Fact, StringExpr } from "@tapset/core";
import { expect } from "vitest";
import {
  binary, compare, comm, concat, context, env, fact, format, get, gets, Globals, handler, long, longKey, num, print, raise, read, readString, run, script, set, string, stringKey,
  text, update, value,
} from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const short = text("short");
const long200 = text("0123456789".repeat(20));

function assign(to: Parameters<typeof set>[0], from: StringExpr) {
  return set(to, from);
}
/** Text the optimiser of nobody can see through: by way of a local. */
function shows(...locals: readonly ReturnType<typeof string>[]) {
  return print(...locals.flatMap((local) => ["[", value("s", gets(local)), "]"]));
}
const comparisons: Readonly<Record<Comparison, (a: string, b: string) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

const names: Fact = {
  name: "test/name",
  injective: true,
  bound: 12,
  render: (raw) => ["read", "write", "open", "close"][Number(raw)] ?? `call_${String(raw)}`,
  domain: () => [0n, 1n, 2n, 3n],
};
const sparse: Fact = {
  name: "test/errno",
  injective: true,
  bound: 16,
  render: (raw) => ({ "-1000000": "low", "-2": "ENOENT", "5": "five", "900000": "high" })[String(raw)] ?? "?",
  domain: () => [-1000000n, -2n, 5n, 900000n],
};

export const stringCases: readonly Case[] = [
  {
    name: "copies between locals of different bounds, cut and counted",
    make: () => {
      const [s8, s20, s60, s200, s300] = [string(8), string(20), string(60), string(200), string(300)];
      return {
        ir: script([
          handler(
            [
              assign(s200, long200),
              assign(s300, gets(s200)),
              assign(s60, gets(s300)),
              assign(s20, gets(s60)),
              assign(s8, gets(s20)),
              assign(s200, gets(s8)),
              assign(s60, short),
              shows(s8, s20, s60, s200, s300),
            ],
            { locals: [s8, s20, s60, s200, s300] },
          ),
        ]),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual([`[01234567][01234567890123456789][short][01234567][${"0123456789".repeat(20)}]`]);
          expect(rig.ledger()).toMatchObject({ truncated: 3 });
        },
      };
    },
  },
  {
    name: "strings that fit exactly are not cut",
    make: () => {
      const [s5, s7, s100, s101] = [string(5), string(7), string(100), string(101)];
      const hundred = text("x".repeat(100));
      return {
        ir: script([handler([assign(s7, short), assign(s5, gets(s7)), assign(s101, hundred), assign(s100, gets(s101)), shows(s5, s100)], { locals: [s5, s7, s100, s101] })]),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual([`[short][${"x".repeat(100)}]`]);
          expect(rig.ledger()).not.toHaveProperty("truncated");
        },
      };
    },
  },
  {
    name: "concatenation, onto itself too, and cut",
    make: () => {
      const [a, b, c] = [string(60), string(200), string(12)];
      return {
        ir: script([
          handler(
            [
              assign(a, concat(60, text("<"), comm, text(">"))),
              assign(b, concat(200, gets(a), text("-"), gets(a), text("-"), long200)),
              assign(a, concat(60, gets(a), text("+"), gets(a))),
              assign(c, concat(12, text("0123"), gets(a), text("x"))),
              shows(c),
              print(value("d", compare("eq", gets(a), gets(c)))),
              print(value("d", { type: "long", op: "strlen", text: gets(b) }), " ", value("d", { type: "long", op: "strlen", text: concat(60, gets(c), text("ab")) })),
            ],
            { locals: [a, b, c] },
          ),
        ]),
        check: (rig) => {
          rig.fire();
          const name = rig.engine.comm();
          const first = `<${name}>`;
          expect(rig.output()).toEqual([`[${`0123${first}+${first}x`.slice(0, 12)}]`, "0", "200 14"]);
        },
      };
    },
  },
  {
    name: "comparisons of short and long strings, with constants and variables",
    make: () => {
      const [s, t, u] = [string(30), string(200), string(300)];
      const texts = ["", "a", "ab", "abcdefgh", "abcdefghi", "b", "\x80x", `${"z".repeat(100)}1`, `${"z".repeat(100)}2`];
      const pick = (index: 0 | 1): StringExpr => {
        return texts.reduceRight<StringExpr>(
          (otherwise, each, at) => ({ type: "string", op: "select", condition: compare("eq", context(index), at), then: text(each), otherwise, bound: 200 }),
          text("?"),
        );
      };
      const operators = Object.keys(comparisons) as Comparison[];
      return {
        ir: script([
          handler(
            [
              assign(t, pick(0)),
              assign(u, pick(1)),
              assign(s, gets(t)),
              print(...operators.map((each) => value("d", compare(each, gets(t), gets(u))))),
              print(...operators.map((each) => value("d", compare(each, gets(t), text("ab"))))),
              print(...operators.map((each) => value("d", compare(each, gets(s), text("ab"))))),
              print(...operators.map((each) => value("d", compare(each, text("abcdefgh"), gets(s))))),
              print(...operators.map((each) => value("d", compare(each, gets(s), comm)))),
            ],
            { locals: [s, t, u] },
          ),
        ]),
        check: (rig) => {
          const all = (a: string, b: string): string => operators.map((each) => (comparisons[each](a, b) ? "1" : "0")).join("");
          for (const [i, a] of texts.entries()) {
            for (const [j, b] of texts.entries()) {
              rig.fire(BigInt(i), BigInt(j));
              const cut = a.slice(0, 30);
              expect(rig.output(), `${a} ${b}`).toEqual([all(a, b), all(a, "ab"), all(cut, "ab"), all("abcdefgh", cut), all(cut, rig.engine.comm())]);
            }
          }
        },
      };
    },
  },
  {
    name: "sprintf in the kernel: numbers, strings, widths, characters",
    make: () => {
      const s = string(120);
      const made = format(
        120,
        "d=",
        value("d", context(0)),
        " x=",
        value("x", context(0), { alternate: true }),
        " |",
        value("d", num(42), { width: 6, zero: true }),
        "|",
        value("s", text("ab"), { width: 5 }),
        "|",
        value("s", text("abcdef"), { width: 5, precision: 2, minus: true }),
        "|",
        value("c", num(65)),
        "|",
        value("u", num(-1)),
      );
      return {
        ir: script([handler([assign(s, made), shows(s)], { locals: [s] })]),
        check: (rig) => {
          rig.fire(-255n);
          expect(rig.output()).toEqual(["[d=-255 x=0xffffffffffffff01 |000042|   ab|ab   |A|18446744073709551615]"]);
        },
      };
    },
  },
  {
    name: "substr",
    make: () => {
      const [a, b] = [string(20), string(200)];
      const cut = (from: StringExpr): StringExpr => ({ type: "string", op: "substr", text: from, start: context(0), length: context(1), bound: 20 });
      return {
        ir: script([handler([assign(b, long200), assign(a, cut(gets(b))), shows(a), assign(a, cut(text("0123456"))), shows(a), print(value("s", cut(gets(b))))], { locals: [a, b] })]),
        check: (rig) => {
          for (const [start, length] of [[0, 3], [2, 3], [5, 50], [7, 1], [199, 4], [200, 1], [-1, 3], [0, -1], [0, 0], [1_000_000, 5]] as const) {
            rig.fire(BigInt(start), BigInt(length));
            const of = (whole: string): string => (start < 0 || length < 0 ? "" : whole.slice(start, start + length).slice(0, 20));
            expect(rig.output(), `${start} ${length}`).toEqual([`[${of("0123456789".repeat(20))}]`, `[${of("0123456")}]`, of("0123456789".repeat(20))]);
          }
        },
      };
    },
  },
  {
    name: "string globals, elements and keys",
    make: () => {
      const globals = new Globals();
      const last = globals.make("last", { type: "string", bound: 100 });
      const a = globals.make("a", { type: "string", bound: 40, keys: [stringKey(100), longKey], maxEntries: 2 });
      const local = string(40);
      const key = [concat(100, text("key "), comm), num(1)];
      return {
        ir: script(
          [
            handler(
              [
                print("[", value("s", { type: "string", op: "global", global: last, bound: 100 }), "]"),
                { op: "update", update: { place: { global: last, keys: [] }, operator: "set", value: concat(100, text("was "), comm) } },
                { op: "update", update: { place: { global: a, keys: key }, operator: "set", value: { type: "string", op: "global", global: last, bound: 100 } } },
                assign(local, concat(40, { type: "string", op: "element", global: a, keys: key, bound: 40 }, text("!"), { type: "string", op: "element", global: a, keys: [text("none"), num(1)], bound: 40 })),
                shows(local),
              ],
              { locals: [local] },
            ),
          ],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          rig.fire();
          const name = rig.engine.comm();
          expect(rig.output()).toEqual(["[]", `[was ${name}!]`, `[was ${name}]`, `[was ${name}!]`]);
          expect(rig.elements(a)).toEqual({ [`key ${name},1`]: `was ${name}` });
          expect(rig.elements(last)).toEqual({ "": `was ${name}` });
        },
      };
    },
  },
  {
    name: "a string array that's full, and one that wraps",
    make: () => {
      const globals = new Globals();
      const full = globals.make("full", { type: "string", bound: 20, keys: [longKey], maxEntries: 2 });
      const wraps = globals.make("wraps", { type: "string", bound: 20, keys: [longKey], maxEntries: 2, wraps: true });
      const put = (global: typeof full) => ({ op: "update", update: { place: { global, keys: [context(0)] }, operator: "set", value: format(20, "v", value("d", context(0))) } }) as const;
      return {
        ir: script([handler([put(wraps)]), handler([put(full)])], { globals, limits: { MAXERRORS: 5 } }),
        check: (rig) => {
          for (const key of [1n, 2n, 1n, 3n]) rig.fire(key);
          expect(rig.elements(full)).toEqual({ "1": "v1", "2": "v2" });
          expect(rig.elements(wraps)).toEqual({ "2": "v2", "3": "v3" });
          expect(rig.output()).toEqual(["ERROR: Array overflow, check MAXMAPENTRIES"]);
        },
      };
    },
  },
  {
    name: "reads of memory that isn't there: fallback, failure, 0",
    readsKernel: true,
    make: () => {
      const [s] = [string(60)];
      const load = (access: "kernel" | "user", onFault: "zero" | "fail") => ({ type: "long", op: "load", address: context(0), offset: 8, size: 4, signed: true, access, onFault }) as const;
      return {
        ir: script(
          [
            handler(
              [
                assign(s, readString(context(0), "user", 60, text("<unknown>"))),
                shows(s),
                print(value("s", readString(context(0), "kernel", 511, text("none"))), value("d", load("kernel", "zero")), value("d", load("user", "zero"))),
              ],
              { locals: [s], probe: 0 },
            ),
            handler([print(value("s", readString(context(0), "kernel", 60)))], { probe: 1 }),
            handler([print(value("d", load("user", "fail")))], { probe: 2 }),
          ],
          { limits: { MAXERRORS: 9 } },
        ),
        check: (rig) => {
          rig.fire(16n);
          expect(rig.output()).toEqual([
            "[<unknown>]",
            "none00",
            "ERROR: kernel string copy fault at 0x0000000000000010 near identifier 's' at script.stp:2:1",
            "ERROR: user read fault at 0x0000000000000018",
          ]);
          expect(rig.ledger(0)).toMatchObject({ failedReads: 4, completed: 1 });
          expect(rig.ledger(1)).toMatchObject({ failedReads: 1, failed: 1 });
        },
      };
    },
  },
  {
    name: "facts are printed from raw values, compared and stored through their domain",
    make: () => {
      const globals = new Globals();
      const raw = globals.make("raw", { keys: [stringKey(12, names)] });
      const cooked = globals.make("cooked", { keys: [stringKey(20)] });
      const [name, s] = [fact(names, context(0)), string(30)];
      const errno = fact(sparse, context(1));
      return {
        ir: script(
          [
            handler(
              [
                run(update(raw, "add", 1, [name])),
                run(update(cooked, "add", 1, [name])),
                assign(s, concat(30, name, text("/"), errno)),
                print(value("s", name), " ", value("s", errno), " ", value("s", gets(s)), " "),
                print(
                  value("d", compare("eq", name, text("open"))),
                  value("d", compare("ne", text("open"), name)),
                  value("d", compare("eq", name, text("nothing"))),
                  value("d", compare("eq", name, fact(names, num(2)))),
                  value("d", compare("lt", name, text("p"))),
                  value("d", compare("ne", name, text(""))),
                ),
              ],
              { locals: [s] },
            ),
          ],
          { globals },
        ),
        check: (rig) => {
          rig.fire(2n, -2n);
          rig.fire(1n, 900000n);
          rig.fire(9n, 6n);
          expect(rig.output()).toEqual([
            "open ENOENT open/ENOENT ", "100111",
            "write high write/high ", "010001",
            "call_9 ? / ", "010010",
          ]);
          expect(rig.elements(raw)).toEqual({ "2": 1n, "1": 1n, "9": 1n });
          expect(rig.elements(cooked)).toEqual({ open: 1n, write: 1n, "": 1n });
        },
      };
    },
  },
  {
    name: "foreach over raw fact keys gives their texts",
    make: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [stringKey(12, names)] });
      const [s, v] = [string(12), long("v")];
      return {
        ir: script(
          [
            handler(
              [
                run(update(a, "add", 3, [fact(names, num(1))])),
                { op: "foreach", label: 1, global: a, keys: [s], value: v, slice: [], sort: undefined, limit: undefined, body: [print(value("s", gets(s)), value("d", get(v)))], actions: 1 },
              ],
              { locals: [s, v] },
            ),
          ],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["write3"]);
        },
      };
    },
  },
  {
    name: "evaluation order of arguments with effects",
    make: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const s = string(20);
      const changed: StringExpr = { type: "string", op: "sequence", before: [set(s, text("second")), run(update(n, "add", 1))], value: gets(s), bound: 20 };
      return {
        ir: script(
          [handler([set(s, text("first")), print(value("s", gets(s)), value("d", read(n)), value("s", changed), value("d", read(n)), value("d", binary("add", update(n, "add", 1), read(n))))], { locals: [s] })],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["first0second13"]);
        },
      };
    },
  },
  {
    name: "many arguments, long strings, nested formats and computed widths",
    make: () => {
      const s = string(400);
      const nested = format(100, "<", value("d", context(0)), ":", value("s", comm), ">");
      return {
        ir: script([
          handler(
            [
              set(s, concat(400, long200, long200)),
              print(
                ...Array.from({ length: 14 }, (_, index) => value("d", binary("div", context(0), index + 1))),
                value("s", gets(s), { width: context(1) }),
                value("s", nested),
                value("s", nested, { width: 30, minus: true }),
                value("s", concat(60, text("a"), nested, text("b"))),
                value("s", long200, { precision: context(1) }),
              ),
            ],
            { locals: [s] },
          ),
        ]),
        check: (rig) => {
          rig.fire(100n, 5n);
          const inner = `<100:${rig.engine.comm()}>`;
          const numbers = Array.from({ length: 14 }, (_, index) => Math.trunc(100 / (index + 1))).join("");
          expect(rig.output()).toEqual([`${numbers}${"0123456789".repeat(40)}${inner}${inner.padEnd(30)}a${inner}b01234`]);
        },
      };
    },
  },
  {
    name: "error messages may be computed",
    make: () => ({
      ir: script([handler([raise(concat(100, text("pid "), format(40, value("d", context(0))), text(" of "), comm))])]),
      check: (rig) => {
        rig.fire(12n);
        expect(rig.output()).toEqual([`ERROR: pid 12 of ${rig.engine.comm()} at script.stp:2:12`]);
      },
    }),
  },
  {
    name: "environment",
    make: () => ({
      ir: script([handler([print(...(["pid_tgid", "uid_gid", "cpu", "ktime_ns", "boottime_ns", "realtime_ns", "jiffies", "task", "target"] as const).flatMap((name) => [value("d", env(name)), " "]))])]),
      check: (rig) => {
        rig.control(16, 77n);
        rig.control(24, 1_000_000_000_000_000_000n);
        rig.fire();
        const [ids = "", user = "", cpu = "", mono = "", boot = "", real = "", jiffies = "", task = "", target = ""] = rig.output()[0]?.split(" ") ?? [];
        expect(BigInt(ids) >> 32n).toBe(BigInt(rig.engine.pid()));
        expect(user).toBe("0");
        expect(Number(cpu)).toBeLessThan(64);
        expect(BigInt(real) - 1_000_000_000_000_000_000n - BigInt(mono)).toBeLessThan(1_000_000_000n);
        expect(BigInt(boot)).toBeGreaterThanOrEqual(BigInt(mono));
        expect(BigInt(jiffies)).toBeGreaterThan(0n);
        expect(task).not.toBe("");
        expect(target).toBe("77");
      },
    }),
  },
];
