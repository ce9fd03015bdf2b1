import type { Label, Register } from "@tapset/asm";
import { r0, r1, r2, r3, r4 } from "@tapset/asm";
import type { EntrySlot, Handler, LongExpr, Stmt, StringExpr } from "@tapset/core";
import { type EntryRecordLayout, type EntrySlotLayout, NESTED_RECORDS } from "../../layout/entry-record-layout.js";
import type { Code, Temp } from "../code/code.js";
import { GATHERED_HEADER_BYTES } from "../../layout/read-plan-layout.js";
import { emitGather, type GatheredAtEntry } from "../output/gather.js";
import { emitHeld, emitNumber } from "../long/long.js";
import { hold } from "../globals/map-access.js";
import { placeAt, pointTo, type Place } from "../code/place.js";
import { emitText } from "../text/text.js";
import { clamp, copyText, writeEmpty } from "../text/text-copy.js";

type Remember = Extract<Stmt, { op: "remember" }>;

const CREATE = 1;

/** `r0` = the current thread's record, or 0. */
function findRecord(code: Code, record: EntryRecordLayout, flags: number): void {
  const { asm } = code;
  asm.call("get_current_task_btf").mov(r2, r0).loadMap(r1, record.map).mov(r3, 0).mov(r4, flags).call("task_storage_get");
}

/**
 * `r0` = the record of the call that `r1` (a number of calls the thread is in, from 0) says, of a value in `r0`; goes to `beyond` where
 * calls nest deeper than there are records.
 */
function toLevel({ asm }: Code, { levels = 0, recordSize }: EntryRecordLayout, beyond: Label): void {
  asm.jump("ge", r1, levels, beyond).mul(r1, recordSize).add(r0, r1).add(r0, NESTED_RECORDS);
}

/** Keeps values for the thread's return. The mark goes last: until then there's nothing to be paired with. */
export function emitRemember(code: Code, stmt: Remember): void {
  const { asm } = code;
  const layout = code.image.module.record(stmt.record.id);
  const done = asm.newLabel("remembered");
  findRecord(code, layout, CREATE);
  code.cold("eq", r0, 0, () => {
    // No memory: the return will find no entry.
    code.count("refused");
    asm.goto(done);
  });
  if (layout.levels !== undefined) {
    // Its return comes, whether or not there's a record for it.
    asm.ldx(8, r1, r0, 0).mov(r2, r1).add(r2, 1).store(8, r0, 0, r2);
    toLevel(code, layout, code.later("beyond", () => {
      code.count("refused");
      asm.goto(done);
    }));
  }
  const address = hold(code, r0);
  asm.store(8, r0, 0, 0);
  for (const { slot, value } of stmt.values) {
    const place = slotLayout(layout, slot);
    if (value.type === "long") {
      emitNumber(code, value, r0);
      asm.store(8, code.inRegister(address, r1), place.offset, r0);
    } else rememberText(code, slot, place, value, address);
  }
  emitNumber(code, stmt.mark, r0);
  asm.store(8, code.inRegister(address, r1), 0, r0);
  code.giveTemp(address);
  asm.label(done);
}

function slotLayout(layout: EntryRecordLayout, slot: EntrySlot): EntrySlotLayout {
  const found = layout.slots[slot.index];
  if (found === undefined) throw new Error(`entry slot ${slot.name}: not in its record`);
  return found;
}

function rememberText(code: Code, slot: EntrySlot, place: EntrySlotLayout, value: StringExpr, record: Temp): void {
  if (value.op === "gather") {
    emitGather(code, value, record, place.offset, false);
    return;
  }
  const to = placeAt(record, place.offset, slot.bound, place.size);
  const { asm } = code;
  if (place.addressOffset === undefined) {
    emitText(code, value, to);
    return;
  }
  if (value.op !== "load-string") {
    emitText(code, value, to);
    asm.store(8, code.inRegister(record, r1), place.addressOffset, 0);
    return;
  }
  // A page that isn't there at entry usually is at the return: keep the address for a second try, the fallback for none.
  const address = emitHeld(code, value.address);
  const kept = asm.newLabel("kept");
  if (to.padded) writeEmpty(code, to);
  asm.store(8, code.inRegister(record, r1), place.addressOffset, 0);
  pointTo(code, to, r1);
  code.load(r3, address);
  asm.mov(r2, slot.bound + 1).call("probe_read_user_str");
  const { addressOffset } = place;
  code.cold("slt", r0, 0, () => {
    code.load(r2, address);
    asm.store(8, code.inRegister(record, r1), addressOffset, r2);
    if (value.fallback) emitText(code, value.fallback, to);
    asm.goto(kept);
  });
  asm.label(kept);
  code.giveTemp(address);
}

/**
 * At the start of a return's handler: goes to `unpaired` unless the thread's record carries its mark, which is spent.
 * Returns the frame word that holds the record's address.
 */
export function emitPaired(code: Code, paired: NonNullable<Handler["paired"]>, unpaired: string): number {
  const { asm } = code;
  const layout = code.image.module.record(paired.record.id);
  const word = code.takeFrame(8);
  const mark = emitHeld(code, paired.mark);
  findRecord(code, layout, 0);
  asm.jump("eq", r0, 0, unpaired);
  if (layout.levels !== undefined) {
    asm.ldx(8, r1, r0, 0).jump("eq", r1, 0, unpaired).sub(r1, 1).store(8, r0, 0, r1);
    toLevel(code, layout, unpaired);
  }
  asm.ldx(8, r1, r0, 0).jump("ne", r1, code.inRegister(mark, r2), unpaired);
  asm.store(8, r0, 0, 0).store(8, code.frame, word, r0);
  code.giveTemp(mark);
  return word;
}

/** A long kept at entry. */
export function emitEntryLong(code: Code, { slot }: Extract<LongExpr, { op: "entry" }>, dst: Register): void {
  const { layout, word } = recordOf(code);
  code.asm.ldx(8, dst, code.frame, word).ldx(8, dst, dst, slotLayout(layout, slot).offset);
}

/** The handler's record: its layout, and the frame word that holds its address. */
function recordOf(code: Code): { readonly layout: EntryRecordLayout; readonly word: number } {
  const { handler, record } = code.run;
  if (handler.paired === undefined || record === undefined) throw new Error("an entry value in a handler that isn't paired with an entry");
  return { layout: code.image.module.record(handler.paired.record.id), word: record };
}

/** A text kept at entry; one that couldn't be read then is read now. */
export function emitEntryText(code: Code, { slot }: Extract<StringExpr, { op: "entry" }>, to: Place): void {
  const { asm } = code;
  const { layout, word } = recordOf(code);
  const place = slotLayout(layout, slot);
  const record = code.takeTemp();
  asm.ldx(8, r1, code.frame, word);
  code.save(record, r1);
  const text = placeAt(record, place.offset, slot.bound, place.size);
  const done = asm.newLabel("entry_text");
  if (place.addressOffset !== undefined) readAgain(code, slot, place.addressOffset, record, to, done);
  copyText(code, text, to);
  asm.label(done);
  code.giveTemp(record);
}

/**
 * What was gathered at entry, as {@link emitGather} writes it; anew where some of it couldn't be read then, unless the process has other memory
 * by now: a program that execve has begun starts with empty registers. `r0` = its length.
 */
export function emitEntryGathered(code: Code, { slot, again }: GatheredAtEntry, to: Temp, offset: number): void {
  const { asm } = code;
  const { layout, word } = recordOf(code);
  const place = slotLayout(layout, slot);
  const gathered = asm.newLabel("gathered");
  const copy = asm.newLabel("copy");
  asm.ldx(8, r3, code.frame, word).ldx(4, r1, r3, place.offset + 4);
  code.cold("ne", r1, 0, () => {
    const other = asm.newLabel("other_memory");
    emitNumber(code, again.words[0]!, r0);
    asm.ldx(8, r3, code.frame, word).ldx(8, r1, r3, place.offset + GATHERED_HEADER_BYTES).jump("ne", r0, r1, other);
    emitGather(code, again, to, offset);
    asm.goto(gathered).label(other);
    code.count("failedReads");
    asm.ldx(8, r3, code.frame, word).goto(copy);
  });
  asm.label(copy);
  if (code.image.module.options.kernelReads) {
    const length = code.takeTemp();
    asm.ldx(4, r2, r3, place.offset);
    clamp(code, "gt", r2, slot.gathered ?? 0);
    code.save(length, r2);
    code.offset(r3, place.offset + GATHERED_HEADER_BYTES);
    code.load(r1, to);
    code.offset(r1, offset + GATHERED_HEADER_BYTES);
    asm.call("probe_read_kernel");
    code.load(r0, length);
    code.giveTemp(length);
  } else {
    // Our own memory, but the helper that copies isn't there: the whole place, word by word.
    const target = code.inRegister(to, r1);
    for (let at = GATHERED_HEADER_BYTES; at < place.size; at += 8) asm.ldx(8, r0, r3, place.offset + at).store(8, target, offset + at, r0);
    asm.ldx(4, r0, r3, place.offset);
    clamp(code, "gt", r0, slot.gathered ?? 0);
  }
  asm.store(8, code.inRegister(to, r1), offset, r0);
  asm.label(gathered);
}

/** The second try at a user string, straight into its place: what the entry left in the slot is for when this fails too. */
function readAgain(code: Code, slot: EntrySlot, addressOffset: number, record: Temp, to: Place, done: Label): void {
  const { asm } = code;
  const kept = asm.newLabel("kept");
  asm.ldx(8, r3, code.inRegister(record, r1), addressOffset).jump("eq", r3, 0, kept);
  if (to.padded) {
    writeEmpty(code, to);
    asm.ldx(8, r3, code.inRegister(record, r1), addressOffset);
  }
  pointTo(code, to, r1);
  asm.mov(r2, Math.min(slot.bound, to.bound) + 1).call("probe_read_user_str");
  code.cold("slt", r0, 0, () => {
    code.count("failedReads");
    asm.store(8, code.inRegister(record, r1), addressOffset, 0);
    asm.goto(kept);
  });
  asm.goto(done).label(kept);
}
