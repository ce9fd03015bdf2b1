import { type Iteration, type LocationIndex, type LongUpdateOperator, type SessionValue, type ValueStore, type VisitedElement } from "@tapset/compiler";
import { Errno, SyscallError } from "@tapset/sys";
import { updateOperators } from "../long-arithmetic.js";
import { ArrayOverflow, ScriptError } from "../script-error.js";
import type { Accessor } from "./accessor.js";
import { type Element, isExact, matches } from "./element-table.js";
import { iterate } from "./iterate.js";
import { textAt } from "./key-codec.js";
import type { MapAccess, ValueBytes } from "./map-access.js";

/** Longs or strings in a map that kernel handlers use too. */
export class SharedValues implements ValueStore {
  readonly #access: MapAccess;
  readonly #accessor: Accessor | undefined;
  readonly #isLong: boolean;
  readonly #size: number;

  constructor(access: MapAccess, accessor: Accessor | undefined) {
    const { value } = access.layout;
    this.#access = access;
    this.#accessor = accessor;
    this.#isLong = value.type === "long";
    this.#size = value.size;
  }

  readonly decode = ({ bytes, offset }: ValueBytes): SessionValue =>
    this.#isLong ? bytes.readBigInt64LE(offset) : textAt(bytes, offset, this.#size);

  get(keys: readonly SessionValue[]): SessionValue {
    const bytes = this.#access.read(keys);
    if (bytes === undefined) return this.#isLong ? 0n : "";
    return this.decode({ bytes, offset: 0 });
  }

  update(keys: readonly SessionValue[], operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint {
    const key = this.#encoded(keys);
    if (this.#accessor === undefined) return this.#replaceLong(keys, key, operator, operand, yields, at);
    const apply = updateOperators[operator];
    // Fails before the kernel is asked, which would make something of a division by 0.
    apply(0n, operand, at);
    const old = this.#accessor.update(key, operator, operand, at);
    return yields === "old" ? old : apply(old, operand, at);
  }

  assign(keys: readonly SessionValue[], text: string, at: LocationIndex): void {
    const value = Buffer.alloc(this.#size);
    value.write(text.slice(0, this.#size - 1), "latin1");
    this.#write(this.#encoded(keys), value, at);
  }

  has(keys: readonly (SessionValue | undefined)[]): boolean {
    if (isExact(keys)) return this.#access.read(keys) !== undefined;
    return this.#access.readAll(() => undefined).some((element) => matches(element.keys, keys));
  }

  delete(keys: readonly (SessionValue | undefined)[]): void {
    if (isExact(keys)) this.#access.delete(keys);
    else for (const element of this.#matching(keys)) this.#access.delete(element.keys);
  }

  clear(): void {
    this.#access.clear();
  }

  each(iteration: Iteration): VisitedElement[] {
    return iterate(this.#matching(iteration.slice), iteration, (value) => value, (value) => value);
  }

  /**
   * Takes back elements that a handler owned and has kept: sums are added to what has gathered meanwhile, other values
   * give way to newer ones. Gives the number of those that found no room any more.
   */
  giveBack(elements: readonly Element<SessionValue>[], isSum: boolean): number {
    let lost = 0;
    for (const { keys, value } of elements) {
      try {
        if (typeof value === "bigint" && isSum) this.update(keys, "add", value, "new", undefined);
        else this.#write(this.#encoded(keys), this.#encodedValue(value), undefined, "create");
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        lost += 1;
      }
    }
    return lost;
  }

  #matching(slice: Iteration["slice"]): Element<SessionValue>[] {
    const all = this.#access.readAll(this.decode);
    return slice === undefined ? all : all.filter(({ keys }) => matches(keys, slice));
  }

  #replaceLong(keys: readonly SessionValue[], key: Buffer, operator: LongUpdateOperator, operand: bigint, yields: "old" | "new", at: LocationIndex): bigint {
    const old = this.get(keys) as bigint;
    const value = updateOperators[operator](old, operand, at);
    this.#write(key, this.#encodedValue(value), at);
    return yields === "old" ? old : value;
  }

  #encodedValue(value: SessionValue): Buffer {
    const bytes = Buffer.alloc(this.#size);
    if (typeof value === "bigint") bytes.writeBigInt64LE(value);
    else bytes.write(value.slice(0, this.#size - 1), "latin1");
    return bytes;
  }

  #write(key: Buffer, value: Buffer, at: LocationIndex, mode?: "create"): void {
    try {
      this.#access.write(key, value, mode);
    } catch (error) {
      throw error instanceof SyscallError && error.errno === Errno.E2BIG ? new ArrayOverflow(at) : error;
    }
  }

  #encoded(keys: readonly SessionValue[]): Buffer {
    const key = this.#access.codec.encode(keys);
    if (key === undefined) throw new Error("bug: an element was made by a text its fact can't make");
    return key;
  }
}
