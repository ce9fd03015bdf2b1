import type { Builder, LongExpr } from "@tapset/core";
import { type Recorded, unlessNull } from "../argument-kind.js";
import type { SyscallAbi } from "../syscall-abi.js";

type Size = 1 | 2 | 4 | 8;

/** A member of a structure in user memory, as programs of 64 and of 32 bits lay it out. */
export interface Field {
  readonly offset: readonly [native: number, compat: number];
  readonly size: readonly [native: Size, compat: Size];
  readonly signed: boolean;
  /** A variable of its own for scripts. */
  readonly variable?: string;
}

type Options = Partial<Pick<Field, "signed" | "variable">>;

/** A member that both lay out alike. */
export function fixed(offset: number, size: Size, options: Options = {}): Field {
  return { offset: [offset, offset], size: [size, size], signed: false, ...options };
}

/** A long or pointer that stands behind so many others. */
export function word(index: number, options: Options = {}): Field {
  return { offset: [8 * index, 4 * index], size: [8, 4], signed: true, ...options };
}

/** Longs one after the other. */
export function longs(count: number): readonly Field[] {
  return Array.from({ length: count }, (_, index) => word(index));
}

/** Members of 64 bits one after the other, in all programs. */
export function quads(count: number): readonly Field[] {
  return Array.from({ length: count }, (_, index) => fixed(8 * index, 8, { signed: true }));
}

/** A member of so many bytes in all programs, but not in the same place. */
export function placed(native: number, compat: number, size: Size, options: Options = {}): Field {
  return { offset: [native, compat], size: [size, size], signed: false, ...options };
}

/** Reads a member of the structure at an address; 0 at NULL. */
export function loadField(builder: Builder, address: LongExpr, { offset, size, signed }: Field, { wordSize }: SyscallAbi): LongExpr {
  const layout = wordSize === 8 ? 0 : 1;
  return unlessNull(builder, address, builder.load(address, { offset: offset[layout], size: size[layout], signed, access: "user", onFault: "zero" }));
}

/** Equal for fields that are read alike. */
export function layoutKey(fields: readonly Field[]): string {
  return fields.map(({ offset, size, signed }) => `${offset.join("/")}:${size.join("/")}${signed ? "s" : ""}`).join(" ");
}

/** What is read in place of memory that can't be. */
const UNREADABLE = "\x01\x7f";

/**
 * An address by which the session knows whether there was something to read: the address itself, and behind it 0 where
 * the memory couldn't be read, as where the process hasn't touched it yet.
 */
export function addressed(builder: Builder, address: LongExpr): readonly [LongExpr, LongExpr] {
  const text = builder.loadStringBeginning(address, "user", builder.constant(UNREADABLE.length), builder.text(UNREADABLE));
  const isUnreadable = builder.compare("eq", text, builder.text(UNREADABLE));
  return [address, builder.select(builder.compare("eq", address, builder.constant(0)), builder.constant(1), builder.unary("not", isUnreadable))];
}

/** What stands for a structure that isn't there or can't be read; undefined where it was read. */
export function unread(address: Recorded = 0n, isReadable: Recorded = 1n): string | undefined {
  if (address === 0n) return "NULL";
  return isReadable === 0n ? `0x${BigInt.asUintN(64, BigInt(address)).toString(16)}` : undefined;
}
