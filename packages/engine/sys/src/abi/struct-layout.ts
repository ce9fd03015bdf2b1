/**
 * How one field of a kernel structure is stored. `pointer` takes bytes, text, a list of texts or a structure and stores their
 * address.
 */
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
  pointer: Uint8Array | string | readonly string[] | PointedStruct;
  text: string;
}

/** A structure that another points to: `values` are stored into `bytes`, and what the kernel writes is found there. */
export interface PointedStruct {
  readonly layout: Layout;
  readonly values: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
}

/** A structure as plain values; what is left out is zero. */
export type StructValues<L extends Layout> = {
  -readonly [Name in keyof L]?: L[Name] extends Field<infer Kind> ? ValueOfKind[Kind] | undefined : never;
};

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

/** Gives the memory behind pointers an address that holds until the call is over. */
export interface Addresses {
  addressOf(memory: Uint8Array): number;
  addressOfText(text: string): number;
}

const twoTo32 = 0x1_0000_0000;

/** Stores `values` into the zeroed structure at `base` of `view`. */
export function encodeStruct(
  layout: Layout, values: Readonly<Record<string, unknown>>, view: DataView, base: number, addresses: Addresses,
): void {
  for (const name in values) {
    const value = values[name];
    const slot = layout[name];
    if (value === undefined || slot === undefined) continue;
    const offset = base + slot.offset;
    switch (slot.kind) {
      case "u32":
      case "s32":
        view.setInt32(offset, value as number, true);
        break;
      case "u64":
        view.setBigUint64(offset, value as bigint, true);
        break;
      case "pointer": {
        writeAddress(view, offset, addressOfValue(value as ValueOfKind["pointer"], addresses));
        break;
      }
      case "text": {
        const bytes = Buffer.from(value as string, "latin1").subarray(0, slot.sizeBytes - 1);
        new Uint8Array(view.buffer, view.byteOffset + offset, bytes.length).set(bytes);
      }
    }
  }
}

function addressOfValue(value: ValueOfKind["pointer"], addresses: Addresses): number {
  if (typeof value === "string") return addresses.addressOfText(value);
  if (value instanceof Uint8Array) return addresses.addressOf(value);
  if ("layout" in value) {
    const { layout, values, bytes } = value;
    encodeStruct(layout, values, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, addresses);
    return addresses.addressOf(bytes);
  }
  const list = new DataView(new ArrayBuffer(value.length * 8));
  value.forEach((text, index) => writeAddress(list, index * 8, addresses.addressOfText(text)));
  return addresses.addressOf(new Uint8Array(list.buffer));
}

function writeAddress(view: DataView, offset: number, address: number): void {
  view.setUint32(offset, address % twoTo32, true);
  view.setUint32(offset + 4, address / twoTo32, true);
}

/** Copies the fields the kernel writes from the structure at `base` back into `values`, those that were given. */
export function decodeOutputs(layout: Layout, values: Record<string, unknown>, view: DataView, base: number): void {
  for (const name in values) {
    const slot = layout[name];
    if (slot?.isOutput === true) values[name] = view.getUint32(base + slot.offset, true);
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
