import type { EntryRecord, EntrySlot, Expr, KernelSite, Local, Stmt } from "@tapset/core";
import { siteKey } from "../infer/merge-probes.js";
import { substituteLocals } from "../optimise/forward.js";
import { rewriteStatements } from "../optimise/ir-walk.js";
import type { LoweredHandler } from "./handlers.js";
import type { ContextUse } from "./lowering.js";

/** What a return handler needs of its thread's entry. */
export interface EntryPlan {
  readonly entry: KernelSite;
  readonly record: EntryRecord;
  /** Values of the entry's selector that are remembered; undefined where it has none. */
  readonly when: readonly bigint[] | undefined;
  readonly values: readonly { readonly slot: EntrySlot; readonly value: Expr }[];
}

/** A record, and the marks its handlers use. */
interface SharedRecord {
  readonly record: EntryRecord;
  readonly marks: Set<bigint>;
}

/**
 * Gives out per-thread records. Handlers of one declaration at one pair of entry and return share a record where their
 * marks tell them apart, since a thread is in one call at a time; slots are then used for whatever the call needs.
 */
export class EntryRecords {
  readonly #records: EntryRecord[] = [];
  readonly #shared = new Map<string, SharedRecord[]>();
  readonly #declarations = new Map<object, number>();

  get records(): readonly EntryRecord[] {
    return this.#records;
  }

  /** The plan of a handler whose probes have an entry. */
  plan(handler: LoweredHandler, entry: KernelSite): EntryPlan {
    const { declaration, derived } = handler.probes[0];
    if (!this.#declarations.has(declaration)) this.#declarations.set(declaration, this.#declarations.size);
    const when = selectorValues(handler);
    const key = [this.#declarations.get(declaration), derived.site.where === "kernel" && siteKey(derived.site), siteKey(entry)].join(" ");
    const record = this.#recordFor(key, when ?? [0n]);
    const taken = new Set<EntrySlot>();
    const values = handler.entryValues.map((use) => {
      const slot = findSlot(record, use, taken);
      taken.add(slot);
      return { slot, value: use.value };
    });
    return { entry, record, when, values };
  }

  #recordFor(key: string, marks: readonly bigint[]): EntryRecord {
    const candidates = this.#shared.get(key) ?? [];
    this.#shared.set(key, candidates);
    let shared = candidates.find((each) => marks.every((mark) => !each.marks.has(mark)));
    if (shared === undefined) {
      shared = { record: { id: this.#records.length, slots: [] }, marks: new Set() };
      candidates.push(shared);
      this.#records.push(shared.record);
    }
    for (const mark of marks) shared.marks.add(mark);
    return shared.record;
  }
}

/** The selector's values at the entry that a handler's probes stand for. */
function selectorValues({ probes }: LoweredHandler): readonly bigint[] | undefined {
  const values = probes.flatMap(({ derived: { entry } }) => entry?.select?.value ?? []);
  return values.length === 0 ? undefined : values;
}

function findSlot(record: EntryRecord, { local, value }: ContextUse, taken: ReadonlySet<EntrySlot>): EntrySlot {
  const rereadUser = value.op === "load-string" && value.access === "user";
  const free = record.slots.find((slot) => !taken.has(slot) && slot.type === value.type && slot.rereadUser === rereadUser);
  if (free !== undefined) return free;
  const bound = value.type === "string" ? value.bound : 0;
  const slot: EntrySlot = { index: record.slots.length, name: local.name, type: value.type, bound, rereadUser };
  record.slots.push(slot);
  return slot;
}

/** A return handler's body with the entry's values read from their slots. */
export function readSlots(handler: LoweredHandler, plan: EntryPlan): readonly Stmt[] {
  const values = new Map<Local, Expr>(
    handler.entryValues.map((use, index) => {
      const slot = (plan.values[index] as EntryPlan["values"][number]).slot;
      return [use.local, slot.type === "long" ? { type: "long", op: "entry", slot } : { type: "string", op: "entry", slot, bound: slot.bound }];
    }),
  );
  return rewriteStatements(handler.body, { expr: (expr) => substituteLocals(expr, values) });
}
