import type { Builder, LongExpr } from "@tapset/core";
import type { Recorded } from "../argument-kind.js";
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
  return builder.load(address, { offset: offset[layout], size: size[layout], signed, access: "user", onFault: "zero", nullIsZero: true });
}

/** Memory that is read at once. */
interface Chunk {
  readonly offset: number;
  readonly size: Size;
}

/** The memory in which fields lie: eight bytes at a time, and at the end no more than is theirs. So other structures of that size are read alike. */
function chunksOf(fields: readonly Field[], { wordSize }: SyscallAbi): readonly Chunk[] {
  const layout = wordSize === 8 ? 0 : 1;
  const spans = fields.map(({ offset, size }) => [offset[layout], offset[layout] + size[layout]] as const);
  const end = Math.max(...spans.map(([, after]) => after));
  const chunks: Chunk[] = [];
  for (let offset = 0; offset < end; ) {
    const size = SIZES.find((each) => offset + each <= end) ?? 1;
    if (spans.some(([start, after]) => start < offset + size && after > offset)) chunks.push({ offset, size });
    offset += size;
  }
  return chunks;
}

const SIZES = [8, 4, 2, 1] as const;

/** Equal for fields whose memory is read alike in programs of a kind. */
export function layoutKey(fields: readonly Field[], abi: SyscallAbi): string {
  return chunksOf(fields, abi).map(({ offset, size }) => `${offset}:${size}`).join(" ");
}

/** Reads the memory of fields of the structure at an address, for {@link fieldValues}; zeros at NULL. */
export function loadMemory(builder: Builder, address: LongExpr, fields: readonly Field[], abi: SyscallAbi): readonly LongExpr[] {
  return chunksOf(fields, abi).map(({ offset, size }) => builder.load(address, { offset, size, access: "user", onFault: "zero", nullIsZero: true }));
}

/** Bytes of the memory in which fields lie, from the structure's beginning. */
export function memoryBytes(fields: readonly Field[], abi: SyscallAbi): number {
  const layout = abi.wordSize === 8 ? 0 : 1;
  return Math.max(...fields.map(({ offset, size }) => offset[layout] + size[layout]));
}

/** Bytes of a structure as {@link loadMemory} gives them; what wasn't read is 0. */
export function memoryOf(bytes: string, fields: readonly Field[], abi: SyscallAbi): readonly bigint[] {
  return chunksOf(fields, abi).map(({ offset, size }) => numberAt(bytes, offset, size));
}

/** The number of so many bytes at an offset, unsigned. */
export function numberAt(bytes: string, offset: number, size: number): bigint {
  const number = Buffer.alloc(8);
  number.write(bytes.slice(offset, offset + size), "latin1");
  return number.readBigUInt64LE();
}

/** How many longs the memory of fields is read as. */
export function memoryWidth(fields: readonly Field[], abi: SyscallAbi): number {
  return chunksOf(fields, abi).length;
}

/** The values of fields in memory that was read. */
export function fieldValues(memory: readonly Recorded[], fields: readonly Field[], abi: SyscallAbi): readonly bigint[] {
  const layout = abi.wordSize === 8 ? 0 : 1;
  const bytes = Buffer.alloc(LONGEST);
  for (const [index, { offset, size }] of chunksOf(fields, abi).entries()) {
    bytes.writeBigUInt64LE(BigInt.asUintN(8 * size, BigInt(memory[index] ?? 0)), offset);
  }
  return fields.map(({ offset, size, signed }) => {
    const value = BigInt.asUintN(8 * size[layout], bytes.readBigUInt64LE(offset[layout]));
    return signed ? BigInt.asIntN(8 * size[layout], value) : value;
  });
}

/** Bytes of the longest structure, and what a whole word of its last member takes. */
const LONGEST = 256;

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
