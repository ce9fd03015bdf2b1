/** How one field of a kernel structure is stored. `pointer` takes bytes or text and stores their address. */
export type FieldKind = "u32" | "s32" | "u64" | "pointer" | "text";

/** A field: where it is, how it is stored, and whether the kernel writes it. */
export interface Field<Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  readonly offset: number;
  /** Bytes of a `text` field, its terminating NUL included. */
  readonly sizeBytes: number;
  /** Read back after the call. */
  readonly isOutput: boolean;
}

/** The fields of a structure by their kernel names. */
export type Layout = Readonly<Record<string, Field>>;

interface ValueOfKind {
  u32: number;
  s32: number;
  u64: bigint;
  pointer: Uint8Array | string;
  text: string;
}

/** A structure as plain values; what is left out is zero. */
export type StructValues<L extends Layout> = {
  -readonly [Name in keyof L]?: L[Name] extends Field<infer Kind> ? ValueOfKind[Kind] | undefined : never;
};

/** Turns memory into its address. The memory must be kept reachable until the kernel is done with it. */
export type AddressOf = (memory: Uint8Array) => bigint;

function field<Kind extends FieldKind>(kind: Kind, offset: number, sizeBytes: number, isOutput = false): Field<Kind> {
  return { kind, offset, sizeBytes, isOutput };
}

export const u32 = (offset: number) => field("u32", offset, 4);
export const s32 = (offset: number) => field("s32", offset, 4);
export const u64 = (offset: number) => field("u64", offset, 8);
export const pointer = (offset: number) => field("pointer", offset, 8);
export const text = (offset: number, sizeBytes: number) => field("text", offset, sizeBytes);
/** A number the kernel reads and writes. */
export const u32InOut = (offset: number) => field("u32", offset, 4, true);

/**
 * Stores `values` into `view`, which must be zeroed. Text behind pointers is given a terminating NUL. Returns the memory
 * that pointers refer to, for the caller to keep alive.
 */
export function encodeStruct(
  layout: Layout,
  values: Readonly<Record<string, unknown>>,
  view: DataView,
  addressOf: AddressOf,
): Uint8Array[] {
  const referenced: Uint8Array[] = [];
  for (const name in values) {
    const value = values[name];
    const slot = layout[name];
    if (value === undefined || slot === undefined) continue;
    if (slot.kind === "pointer") {
      const memory = typeof value === "string" ? Buffer.from(`${value}\0`) : (value as Uint8Array);
      // An empty buffer has no address; the kernel takes NULL for "nothing here".
      if (memory.length === 0) continue;
      referenced.push(memory);
      view.setBigUint64(slot.offset, addressOf(memory), true);
    } else if (slot.kind === "text") {
      const bytes = Buffer.from(value as string, "latin1").subarray(0, slot.sizeBytes - 1);
      new Uint8Array(view.buffer, view.byteOffset + slot.offset, bytes.length).set(bytes);
    } else if (slot.kind === "u64") {
      view.setBigUint64(slot.offset, value as bigint, true);
    } else {
      view.setInt32(slot.offset, value as number, true);
    }
  }
  return referenced;
}

/** Copies the fields the kernel writes from `view` back into `values`, those that were given. */
export function decodeOutputs(layout: Layout, view: DataView, values: Record<string, unknown>): void {
  for (const name in values) {
    const slot = layout[name];
    if (slot?.isOutput === true) values[name] = view.getUint32(slot.offset, true);
  }
}

/** Reads one field of a structure the kernel filled. */
export function readField(slot: Field<"u32">, view: DataView): number;
export function readField(slot: Field<"u64">, view: DataView): bigint;
export function readField(slot: Field<"text">, view: DataView): string;
export function readField(slot: Field, view: DataView): number | bigint | string {
  if (slot.kind === "u64") return view.getBigUint64(slot.offset, true);
  if (slot.kind === "u32") return view.getUint32(slot.offset, true);
  const bytes = Buffer.from(view.buffer, view.byteOffset + slot.offset, slot.sizeBytes);
  const end = bytes.indexOf(0);
  return bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
}
