import type { EntryRecord } from "@tapset/core";
import { gatheredSize } from "./read-plan-layout.js";
import { stringSize } from "./string-size.js";

/** Where one slot lies in an entry record's value. */
export interface EntrySlotLayout {
  readonly offset: number;
  readonly size: number;
  /**
   * For user strings that are read again: the word that holds the address when the text couldn't be read at entry,
   * else 0.
   */
  readonly addressOffset: number | undefined;
}

/** BPF_LOCAL_STORAGE_MAX_VALUE_SIZE, rounded down. */
const STORAGE_LIMIT = 60 * 1024;
/** Calls within each other that have their entries kept, where that fits. */
const MOST_LEVELS = 32;

/**
 * An entry record in task storage: u64 mark (0 when nothing is kept), then the slots. Where calls nest, the value is
 *
 * ```text
 * u64 calls the thread is in | record of the outermost | record of the next | …
 * ```
 */
export interface EntryRecordLayout {
  readonly map: string;
  /** Bytes of the map's value. */
  readonly size: number;
  /** Of one record. */
  readonly recordSize: number;
  /** Records there are; undefined where calls don't nest. */
  readonly levels: number | undefined;
  readonly slots: readonly EntrySlotLayout[];
}

/** Where the records begin, after the number of calls. */
export const NESTED_RECORDS = 8;

/** Lays out a record. */
export function layoutEntryRecord(record: EntryRecord): EntryRecordLayout {
  let offset = 8;
  const slots: EntrySlotLayout[] = [];
  for (const slot of record.slots) {
    const addressOffset = slot.rereadUser ? offset : undefined;
    if (slot.rereadUser) offset += 8;
    const size = slot.type === "long" ? 8 : slot.gathered === undefined ? stringSize(slot.bound) : gatheredSize(slot.gathered);
    slots[slot.index] = { offset, size, addressOffset };
    offset += size;
  }
  const map = `entry_${record.id}`;
  if (!record.nests) return { map, size: offset, recordSize: offset, levels: undefined, slots };
  const levels = Math.max(1, Math.min(MOST_LEVELS, Math.floor(STORAGE_LIMIT / offset)));
  return { map, size: NESTED_RECORDS + levels * offset, recordSize: offset, levels, slots };
}
