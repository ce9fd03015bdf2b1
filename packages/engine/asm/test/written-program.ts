import type { AssembledProgram, SymbolicFunction } from "../src/index.js";
import { Assembler, assemble } from "../src/index.js";
import type { MapDefinition } from "../src/interpreter/index.js";

/** A function written in one expression. */
export function functionOf(name: string, write: (a: Assembler) => unknown): SymbolicFunction {
  const a = new Assembler(name);
  write(a);
  return a.finish();
}

/** A program written in one expression. */
export function program(write: (a: Assembler) => unknown, ...subprograms: SymbolicFunction[]): AssembledProgram {
  return assemble({ main: functionOf("main", write), subprograms });
}

/** A map called `m`, of four elements with 4-byte keys and 8-byte values unless said. */
export function mapOf(type: MapDefinition["type"], rest: Partial<MapDefinition> = {}): MapDefinition {
  return { name: "m", type, keySize: 4, valueSize: 8, maxEntries: 4, ...rest };
}

/** A 4-byte key. */
export function key(index: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(index).buffer);
}

/** The first 8 bytes, unsigned. */
export function number(bytes: Uint8Array | undefined): bigint | undefined {
  return bytes && new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
}

/** A result as the signed number most helpers give. */
export function signed(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
