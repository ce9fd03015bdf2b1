import type { EntryRecord, EntrySlot, Expr, KernelSite, Local, Stmt } from "@tapset/core";
import { siteKey } from "../infer/merge-probes.js";
import { layoutReadPlans } from "../layout/read-plan-layout.js";
import { rewriteStatements } from "../optimise/ir-walk.js";
import { withParts } from "../optimise/text-parts.js";
import type { LoweredHandler } from "./handlers.js";

/** What a return handler needs of its thread's entry. */
export interface EntryPlan {
  readonly entry: KernelSite;
  readonly record: EntryRecord;
  /** Values of the entry's selector that are remembered; undefined where it has none. */
  readonly when: readonly bigint[] | undefined;
  readonly values: readonly { readonly slot: EntrySlot; readonly value: Expr }[];
  /** How the return reads each value of the entry that its body names. */
  readonly reads: ReadonlyMap<Local, Expr>;
}

/** A record, and the marks its handlers use. */
interface SharedRecord {
  readonly record: EntryRecord;
  readonly marks: Set<bigint>;
}

/**
 * Gives out per-thread records. Handlers of one declaration at one pair of entry and return share a record where their
 * marks tell them apart, since a thread is in one call at a time (but for calls that nest); slots are then used for whatever the call needs.
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
    const record = derived.entryNests === true ? this.#newRecord(true) : this.#recordFor(key, when ?? [0n]);
    const split = new EntryValues(record);
    const reads = new Map(handler.entryValues.map(({ local, value }) => [local, split.keep(local.name, value)]));
    return { entry, record, when, values: split.values, reads };
  }

  #newRecord(nests: boolean): EntryRecord {
    const record: EntryRecord = { id: this.#records.length, nests, slots: [] };
    this.#records.push(record);
    return record;
  }

  #recordFor(key: string, marks: readonly bigint[]): EntryRecord {
    const candidates = this.#shared.get(key) ?? [];
    this.#shared.set(key, candidates);
    let shared = candidates.find((each) => marks.every((mark) => !each.marks.has(mark)));
    if (shared === undefined) {
      shared = { record: this.#newRecord(false), marks: new Set() };
      candidates.push(shared);
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

/**
 * Divides the values of one entry into what has to be kept and what can be made of it at the return: of a format its
 * arguments are kept, of a fact the raw values, so that text is made only where it's printed.
 */
class EntryValues {
  readonly values: { readonly slot: EntrySlot; readonly value: Expr }[] = [];
  readonly #taken = new Set<EntrySlot>();

  constructor(private readonly record: EntryRecord) {}

  /** Keeps a value; gives how the return reads it. */
  keep(name: string, value: Expr): Expr {
    return withParts(value, (part) => this.#store(name, part));
  }

  #store(name: string, value: Expr): Expr {
    const slot = this.#slot(name, value);
    this.#taken.add(slot);
    this.values.push({ slot, value });
    if (slot.type === "long") return { type: "long", op: "entry", slot };
    return { type: "string", op: "entry", slot, bound: slot.bound, ...(value.op === "gather" && { again: value }) };
  }

  /** A slot of the record that this entry doesn't use yet, or a new one. */
  #slot(name: string, value: Expr): EntrySlot {
    const { slots } = this.record;
    const rereadUser = value.op === "load-string" && value.access === "user" && value.length === undefined;
    const gathered = value.op === "gather" ? layoutReadPlans(value.plans, value.words.length).bytes : undefined;
    const fits = (slot: EntrySlot): boolean => (gathered === undefined ? slot.gathered === undefined : gathered <= (slot.gathered ?? 0));
    const free = slots.find((slot) => !this.#taken.has(slot) && slot.type === value.type && slot.rereadUser === rereadUser && fits(slot));
    if (free !== undefined) return free;
    const slot: EntrySlot = { index: slots.length, name, type: value.type, bound: value.type === "string" ? value.bound : 0, rereadUser, ...(gathered !== undefined && { gathered }) };
    slots.push(slot);
    return slot;
  }
}

/** A return handler's body with the entry's values read from their slots. */
export function readSlots(body: readonly Stmt[], plan: EntryPlan): readonly Stmt[] {
  return rewriteStatements(body, { expr: (expr) => (expr.op === "local" ? (plan.reads.get(expr.local) ?? expr) : expr) });
}
