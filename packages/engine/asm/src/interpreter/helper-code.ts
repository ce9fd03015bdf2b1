import type { AssembledProgram } from "../assembled-program.js";
import type { HelperName } from "../helper-functions.js";
import type { Environment } from "./environment.js";
import type { FakeMap } from "./fake-map.js";
import { Fault } from "./fault.js";
import type { Memory } from "./memory.js";

/** What a helper may see and do. */
export interface HelperCall {
  readonly name: string;
  readonly memory: Memory;
  readonly environment: Environment;
  readonly cpus: number;
  /** Lines of `trace_printk` and `trace_vprintk`. */
  readonly printed: string[];
  /** The raw argument `n`, 1 to 5. */
  argument(n: number): bigint;
  /** The map whose address is argument `n`. */
  map(n: number): FakeMap;
  /** Address of a map, as programs see it. */
  addressOf(map: FakeMap): bigint;
  /** Calls the program's function whose address is argument `n`, with arguments of its own. */
  callback(n: number, ...callbackArguments: bigint[]): bigint;
}

/** Goes on in another program instead of returning. */
export class TailCall {
  readonly program: AssembledProgram;
  readonly context: bigint;

  constructor(program: AssembledProgram, context: bigint) {
    this.program = program;
    this.context = context;
  }
}

/** A helper in user space: gives `r0` (negative numbers as the kernel's errors), or `undefined` for a helper that returns nothing. */
export type HelperCode = (call: HelperCall) => bigint | number | undefined | TailCall;

/** Helpers by name. */
export type HelperRows = Readonly<Partial<Record<HelperName, HelperCode>>>;

/** Argument `n` as the kernel reads an `u32`. */
export function u32(call: HelperCall, n: number): number {
  return Number(BigInt.asUintN(32, call.argument(n)));
}

/** Argument `n` as a size that must fit in memory. */
export function size(call: HelperCall, n: number): number {
  const value = call.argument(n);
  if (value > 0x7fff_ffffn) throw new Fault(`${call.name}: argument ${String(n)} is no size: ${String(BigInt.asIntN(64, value))}`);
  return Number(value);
}

/** The map in argument `n`, if it is a `type`. */
export function mapOf<T extends FakeMap>(call: HelperCall, n: number, ...types: readonly (new (...parameters: never[]) => T)[]): T {
  const map = call.map(n);
  const found = types.find((type) => map instanceof type);
  if (found === undefined) throw new Fault(`${call.name}: map ${map.name} is of another type (${map.constructor.name})`);
  return map as T;
}
