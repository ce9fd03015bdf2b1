import { ACCESSOR, ACCESSOR_OPERATORS, type LocationIndex, type LongUpdateOperator } from "@tapset/compiler";
import type { Fd, Kernel } from "@tapset/sys";
import { ArrayOverflow } from "../script-error.js";

/** Updates elements of a shared array indivisibly: by a program, since only programs can. */
export class Accessor {
  readonly #kernel: Kernel;
  readonly #program: Fd;

  constructor(kernel: Kernel, program: Fd) {
    this.#kernel = kernel;
    this.#program = program;
  }

  /** Applies an operator to a long and gives the old value. Fails when the array is full. */
  update(key: Uint8Array, operator: LongUpdateOperator, operand: bigint, at: LocationIndex): bigint {
    return this.#run(key, ACCESSOR_OPERATORS.indexOf(operator), operand, at).readBigInt64LE(ACCESSOR.old);
  }

  /** Adds a sample to an aggregate. Fails when the array is full. */
  accumulate(key: Uint8Array, sample: bigint, at: LocationIndex): void {
    this.#run(key, 0, sample, at);
  }

  #run(key: Uint8Array, operator: number, operand: bigint, at: LocationIndex): Buffer {
    const context = Buffer.alloc(ACCESSOR.key + key.length);
    context.writeBigInt64LE(BigInt(operator), ACCESSOR.operator);
    context.writeBigInt64LE(operand, ACCESSOR.operand);
    context.set(key, ACCESSOR.key);
    if (this.#kernel.programs.testRun(this.#program, { context }) !== 0) throw new ArrayOverflow(at);
    return context;
  }
}
