import type { Global } from "@tapset/core";
import type { EmittedBpf } from "../../src/emit-bpf/emit-bpf.js";
import { statsWords } from "./stats-words.js";
import { LEDGER, type GlobalLayout } from "../../src/module.js";
import { decodeRecord } from "./decode-records.js";

/** What differs between the interpreter and the kernel: raw access to maps and programs. */
export interface Engine {
  /** The bytes of an array's only value. */
  arrayValue(map: string): Uint8Array;
  setArrayWord(map: string, offset: number, value: bigint): void;
  /** Keys, and values of all CPUs. */
  elements(map: string): { readonly key: Uint8Array; readonly values: readonly Uint8Array[] }[];
  perCpuValues(map: string): readonly Uint8Array[];
  records(): readonly Uint8Array[];
  /** Runs a program with a context, which it may change; its return value. */
  run(program: string, context: Uint8Array): number;
  /** Of the process programs run in. */
  comm(): string;
  pid(): number;
  readonly isInterpreter: boolean;
  close(): void;
}

/** An emitted script on an engine, in the words of the tests. */
export class Rig {
  constructor(
    readonly emitted: EmittedBpf,
    readonly engine: Engine,
  ) {
    this.control(0, 1n);
  }

  control(offset: number, value: bigint): void {
    this.engine.setArrayWord("globals", offset, value);
  }
  get isArmed(): boolean {
    return word(this.engine.arrayValue("globals"), 0) === 1n;
  }

  /** Fires the first program with these arguments. */
  fire(...args: readonly bigint[]): void {
    const program = this.emitted.programs[0];
    if (program === undefined) throw new Error(`nothing was emitted: ${this.emitted.diagnostics.map(({ message }) => message).join()}`);
    const returned = this.engine.run(program.name, new Uint8Array(BigInt64Array.from([...args, ...Array<bigint>(12 - args.length).fill(0n)]).buffer));
    if (returned !== 0) throw new Error(`${program.name} returned ${returned}`);
  }

  /** What was printed since the last call. */
  output(): string[] {
    return this.engine.records().flatMap((record) => decodeRecord(this.emitted.sites, record));
  }

  long(global: Global): bigint {
    const layout = this.#layout(global);
    if (layout.kind !== "word") throw new Error(`${global.name} is not a long scalar`);
    return word(this.engine.arrayValue("globals"), layout.offset);
  }
  setLong(global: Global, value: bigint): void {
    const layout = this.#layout(global);
    if (layout.kind === "word") this.control(layout.offset, value);
  }

  /** Elements as `key,key → value`, sorted; aggregates as their words. */
  elements(global: Global): Record<string, bigint | string | readonly bigint[]> {
    const layout = this.#layout(global);
    if (layout.kind !== "map") throw new Error(`${global.name} has no map`);
    const found = layout.perCpu && layout.keys.length === 0
      ? [{ key: new Uint8Array(), values: this.engine.perCpuValues(layout.map) }]
      : this.engine.elements(layout.map);
    const entries = found.map(({ key, values }) => [keyText(layout, key), valueOf(layout, values)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A probe's ledger, over all CPUs, without what is 0. */
  ledger(probe = 0): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const block of this.emitted.ledger) {
      if (block.probe !== probe) continue;
      for (const value of this.engine.perCpuValues(block.map)) {
        for (const [name, index] of Object.entries(LEDGER)) {
          // How long runs take is nobody's to say beforehand.
          if (name === "words" || name === "timed" || name.endsWith("Ns")) continue;
          const count = Number(word(value, block.offset + index * 8));
          if (count > 0) sums[name] = (sums[name] ?? 0) + count;
        }
      }
    }
    return sums;
  }

  close(): void {
    this.engine.close();
  }

  #layout(global: Global): GlobalLayout {
    const layout = this.emitted.layouts[global.id];
    if (layout === undefined) throw new Error(`${global.name} is not shared`);
    return layout;
  }
}

type MapLayout = Extract<GlobalLayout, { kind: "map" }>;

function keyText(layout: MapLayout, key: Uint8Array): string {
  let at = 0;
  return layout.keys
    .map(({ type, size, fact }) => {
      const part = key.subarray(at, at + size);
      at += size;
      return type === "long" || fact ? String(word(part, 0)) : cString(part);
    })
    .join();
}

function valueOf({ value }: MapLayout, values: readonly Uint8Array[]): bigint | string | readonly bigint[] {
  if (value.type === "stats") return statsWords(value, values);
  const [only = new Uint8Array(8)] = values;
  return value.type === "long" ? word(only, 0) : cString(only);
}

export function word(bytes: Uint8Array, offset: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(offset, true);
}
function cString(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1").split("\0")[0] ?? "";
}
