import type { FunctionStart } from "@tapset/asm";
import { BtfBuilder, encodeFunctionInfo, FUNCTION_RECORD_SIZE } from "@tapset/btf";
import type { ProgramRecords } from "@tapset/sys";

/** BTF of a map whose value the kernel wants described: an int as key, bytes as value. */
export interface ValueBtf {
  readonly bytes: Uint8Array;
  readonly keyTypeId: number;
  readonly valueTypeId: number;
}

/** Describes a value of `size` bytes, a multiple of 8, as one structure of words. */
export function opaqueValueBtf(size: number): ValueBtf {
  const btf = new BtfBuilder();
  const keyTypeId = btf.int("int", 4, { signed: true });
  const word = btf.int("long", 8, { signed: true });
  const words = btf.array(word, size / 8, keyTypeId);
  const valueTypeId = btf.struct("value", size, [{ name: "words", typeId: words, bitOffset: 0 }]);
  return { bytes: btf.toBytes(), keyTypeId, valueTypeId };
}

/** The functions of a program, as the kernel wants them described when it has callbacks. */
export interface ProgramFunctions {
  readonly bytes: Uint8Array;
  readonly funcInfo: ProgramRecords;
}

/** Describes each function of a program. The kernel looks at where they begin, not at their parameters. */
export function programFunctions(functions: readonly FunctionStart[]): ProgramFunctions {
  const btf = new BtfBuilder();
  const long = btf.int("long", 8, { signed: true });
  const prototype = btf.prototype(long, [{ name: "context", typeId: btf.pointer(0) }]);
  const records = functions.map(({ name, insn }, index) => ({
    instruction: insn,
    typeId: btf.func(cIdentifier(name), prototype, index === 0 ? "global" : "static"),
  }));
  const bytes = btf.toBytes();
  return { bytes, funcInfo: { recordSize: FUNCTION_RECORD_SIZE, bytes: encodeFunctionInfo(records) } };
}

function cIdentifier(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^\d/, "_$&");
}
