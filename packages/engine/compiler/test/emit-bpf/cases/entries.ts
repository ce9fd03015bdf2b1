import { type EntryRecord, type EntrySlot, type Fact, type Gather, readParts, type ReadStep, type StringExpr } from "@tapset/core";
import { expect } from "vitest";
import { comm, context, fact, Globals, handler, num, print, read, run, script, slot, spanAt, text, update, value } from "../ir-builders.js";
import { binary, compare } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const number = slot(0, "number");
const name = slot(1, "name", { type: "string", bound: 30 });
const path = slot(2, "path", { type: "string", bound: 200, rereadUser: true });
const plain = slot(3, "plain", { type: "string", bound: 20, rereadUser: true });
const record: EntryRecord = { id: 3, nests: false, slots: [number, name, path, plain] };

const kept = (of: EntrySlot) => ({ type: "long", op: "entry", slot: of }) as const;
const keptText = (of: EntrySlot) => ({ type: "string", op: "entry", slot: of, bound: of.bound }) as const;

export const entryCases: readonly Case[] = [
  {
    name: "values kept at entry are there at the return, once, when the mark is the same",
    make: () => {
      const globals = new Globals();
      const entries = globals.make("entries");
      const entry = handler(
        [
          run(update(entries, "add", 1)),
          {
            op: "remember",
            record,
            mark: binary("add", context(1), 1),
            values: [
              { slot: number, value: context(2) },
              { slot: name, value: comm },
              { slot: path, value: { type: "string", op: "load-string", address: num(16), access: "user", fallback: text("never"), bound: 200, span: spanAt(0) } },
              { slot: plain, value: text("plain") },
            ],
          },
        ],
        { condition: compare("eq", context(0), 0), probe: 0 },
      );
      const fields = [value("d", kept(number)), " ", value("s", keptText(name)), " [", value("s", keptText(path)), "] ", value("s", keptText(plain)), " ", value("d", read(entries))];
      const ret = handler([print(...fields)], {
        condition: compare("eq", context(0), 1),
        paired: { record, mark: binary("add", context(1), 1) },
        probe: 1,
      });
      return {
        ir: script([ret, entry], { globals, records: [record] }),
        check: (rig) => {
          rig.fire(1n, 5n);
          rig.fire(0n, 5n, -77n);
          rig.fire(1n, 6n);
          rig.fire(1n, 5n);
          rig.fire(1n, 5n);
          expect(rig.output()).toEqual([`-77 ${rig.engine.comm()} [never] plain 1`]);
          // Without a pair the return isn't entered at all; the entry's own firing pairs with its condition.
          expect(rig.ledger(1)).toMatchObject({ entered: 1, completed: 1, failedReads: 1 });
        },
      };
    },
  },
  {
    name: "values kept at the entries of calls within each other are there at each one's return",
    make: () => {
      const nested: EntryRecord = { id: 4, nests: true, slots: [number, name] };
      const half: StringExpr = { type: "string", op: "format", segments: [value("d", context(1)), { kind: "text", text: "!" }], bound: 30 };
      const entry = handler([{ op: "remember", record: nested, mark: num(1), values: [{ slot: number, value: context(1) }, { slot: name, value: half }] }], { probe: 0 });
      const ret = handler([print(value("d", kept(number)), " ", value("s", keptText(name)))], { paired: { record: nested, mark: num(1) }, probe: 1 });
      const cases = [{ when: [0n], handler: entry }, { when: [1n], handler: ret }];
      return {
        ir: script(cases, { records: [nested], selector: context(0) }),
        check: (rig) => {
          // A return whose entry wasn't seen.
          rig.fire(1n);
          for (const level of [10n, 11n, 12n]) rig.fire(0n, level);
          rig.fire(1n);
          rig.fire(0n, 13n);
          for (let level = 0; level < 4; level++) rig.fire(1n);
          expect(rig.output()).toEqual(["12 12!", "13 13!", "11 11!", "10 10!"]);
          expect(rig.ledger(1)).toMatchObject({ entered: 4, completed: 4 });
          // Deeper than there are records: those beyond are counted, those above are as they were.
          for (let level = 0n; level < 40n; level++) rig.fire(0n, level);
          for (let level = 0; level < 40; level++) rig.fire(1n);
          expect(rig.output()).toEqual(Array.from({ length: 32 }, (_, index) => `${31 - index} ${31 - index}!`));
          expect(rig.ledger(0)).toMatchObject({ refused: 8 });
        },
      };
    },
  },
  {
    name: "what a plan reads is as its steps say, also when it's kept, and what couldn't be read is read again at the return",
    make: () => {
      const plan: readonly ReadStep[] = [
        { kind: "bytes", at: 0, offset: 0, size: 8, count: { word: 1, bits: 32, unit: 4, above: 0 } },
        { kind: "word", at: 0, offset: 8, size: 8, to: 2, skip: 1 },
        { kind: "string", at: 2, offset: 0, size: 20 },
        { kind: "beginning", at: 1, offset: 0, size: 20 },
      ];
      const plans = new Map([1n, 2n].map((selector) => [selector, plan]));
      const gather: Gather = { type: "string", op: "gather", plans, words: [context(1), context(2)], bound: 0 };
      const shown: Fact = { name: "shown", injective: false, bound: 200, render: (memory) => describe(String(memory), plan) };
      const gathered = slot(0, "gathered", { type: "string", gathered: 200 });
      const gathering: EntryRecord = { id: 5, nests: false, slots: [gathered] };
      const again = { type: "string", op: "entry", slot: gathered, bound: 0, again: gather } as const;
      const remember = handler([{ op: "remember", record: gathering, mark: num(1), values: [{ slot: gathered, value: gather }] }], { probe: 0 });
      const ret = handler([print(value("s", fact(shown, again)))], { paired: { record: gathering, mark: num(1) }, probe: 1 });
      const at = handler([print("now ", value("s", fact(shown, gather)))], { probe: 2 });
      const cases = [{ when: [0n, 2n], handler: remember }, { when: [1n], handler: ret }, { when: [2n, 3n], handler: at }];
      return {
        ir: script(cases, { records: [gathering], selector: context(0) }),
        check: (rig) => {
          // Nothing at NULL, and nothing is read of what no word leads to; the word behind it isn't there either.
          rig.fire(2n, 0n, 16n);
          expect(rig.output()).toEqual(["now 0 16 absent absent absent failed"]);
          expect(rig.ledger(2)).toMatchObject({ entered: 1, failedReads: 1 });
          // There is memory that can't be read: the return tries again.
          rig.fire(1n, 0n, 16n);
          expect(rig.output()).toEqual(["0 16 absent absent absent failed"]);
          rig.fire(2n, 16n, 0n);
          rig.fire(1n, 16n, 0n);
          expect(rig.output()).toEqual(["now 16 0 absent 0 absent absent", "16 0 absent 0 absent absent"]);
          expect(rig.ledger(1)).toMatchObject({ entered: 2, failedReads: 2 });
          // But not where there's other memory by now.
          rig.fire(2n, 16n, 1n);
          rig.fire(1n, 0n, 1n);
          expect(rig.output()).toEqual(["now 16 1 failed 0 absent failed", "16 1 failed 0 absent failed"]);
          // Without a plan there are the words alone. What the entry tries in vain is never counted.
          rig.fire(3n, -1n, 7n);
          expect(rig.output()).toEqual(["now -1 7"]);
          rig.fire(0n, 5n, 6n);
          rig.fire(1n);
          expect(rig.output()).toEqual(["5 6"]);
          expect(rig.ledger(0)).not.toHaveProperty("failedReads");
        },
      };
    },
  },
];

/** The words, and of each step whether it read something. */
function describe(memory: string, steps: readonly ReadStep[]): string {
  const { words, parts } = readParts(memory, 2, memory.length > 16 ? steps : []);
  const states = parts.map(({ state, value }, index) => (steps[index]!.kind === "word" && state === "read" ? String(value) : state));
  return [...words.map((word) => String(BigInt.asIntN(64, word))), ...states].join(" ");
}
