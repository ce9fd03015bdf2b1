import type { EntryRecord, EntrySlot } from "@tapset/core";
import { expect } from "vitest";
import { comm, context, Globals, handler, num, print, read, run, script, slot, spanAt, text, update, value } from "../ir-builders.js";
import { binary, compare } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const number = slot(0, "number");
const name = slot(1, "name", { type: "string", bound: 30 });
const path = slot(2, "path", { type: "string", bound: 200, rereadUser: true });
const plain = slot(3, "plain", { type: "string", bound: 20, rereadUser: true });
const record: EntryRecord = { id: 3, slots: [number, name, path, plain] };

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
];
