import type { EntryRecord } from "@tapset/core";
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

/** An entry record's value in task storage: u64 mark (0 when nothing is kept), then the slots. */
export interface EntryRecordLayout {
  readonly map: string;
  readonly size: number;
  readonly slots: readonly EntrySlotLayout[];
}

/** Lays out a record. */
export function layoutEntryRecord(record: EntryRecord): EntryRecordLayout {
  let offset = 8;
  const slots: EntrySlotLayout[] = [];
  for (const slot of record.slots) {
    const addressOffset = slot.rereadUser ? offset : undefined;
    if (slot.rereadUser) offset += 8;
    const size = slot.type === "long" ? 8 : stringSize(slot.bound);
    slots[slot.index] = { offset, size, addressOffset };
    offset += size;
  }
  return { map: `entry_${record.id}`, size: offset, slots };
}
