import { memberLoad, type Builder, type Expr, type LongExpr, type ReadStep, type Segment, type StringExpr } from "@tapset/core";
import { type ArgumentValue, type Recorded, type Rendering, textOf } from "./argument-kind.js";
import { planArguments } from "./argument-plan.js";
import { type Argument, argumentsOf, type Read, type Shown } from "./call-arguments.js";
import { registers } from "./call-registers.js";
import type { ArgumentPlace } from "./multiplexers.js";
import { isCompat, type SyscallAbi } from "./syscall-abi.js";
import type { Call } from "./syscall-table.js";

/** For how many arguments registers are recorded, however many a call has: for each number there is a handler more. */
const REGISTER_COUNTS = [3, 6];

/** How the arguments of a call are read by a handler that serves any. */
export interface ArgumentPlan {
  readonly steps: readonly ReadStep[];
  /** argstr of what was read. */
  render(memory: string): string;
}

/** Reads the arguments of one call. */
export class ArgumentReader {
  readonly #arguments: readonly Argument[];
  readonly #shown: readonly Shown[];
  readonly #read: readonly Read[];
  /** The registers that are recorded: those of programs of both kinds, so that one handler serves both; a multiplexed call's own. */
  readonly #places: readonly ArgumentPlace[];
  /** By the longest a string may be. */
  readonly #plans = new Map<number, ArgumentPlan>();
  #shape: string | undefined;

  constructor(readonly call: Call) {
    const { all, shown, read } = argumentsOf(call.row);
    this.#arguments = all;
    this.#shown = shown;
    this.#read = read;
    const most = Math.max(0, ...this.#arguments.map(({ position = 0, kind }) => position + (kind.registers ?? 1)));
    const count = this.#read.length > 0 ? REGISTER_COUNTS.at(-1) : REGISTER_COUNTS.find((each) => each >= most);
    this.#places = this.#isMultiplexed ? call.abi.arguments : [...new Set(call.abis.flatMap((abi) => abi.arguments.slice(0, count)))];
  }

  /** Equal for calls of which {@link record} records the same. */
  get shape(): string {
    return (this.#shape ??= this.#makeShape());
  }

  #makeShape(): string {
    const { call } = this;
    const readings = this.#read.map((argument) => {
      const positions = [argument, ...this.#peer(argument)].map(({ position, kind }) => (kind.registers === 2 ? `${position}+` : position));
      return `${argument.reading.shape(call.abi)}@${positions.join()}`;
    });
    const programs = this.#servesAll ? [] : [this.#isMultiplexed ? JSON.stringify(this.#places) : call.abi.name];
    return [...programs, this.#places.length, ...readings].join("; ");
  }

  /** Whether what is read of memory is the same for programs of all kinds. */
  get #servesAll(): boolean {
    return !this.#isMultiplexed && this.#read.every(({ reading }) => new Set(this.call.abis.map((abi) => reading.shape(abi))).size === 1);
  }

  get #isMultiplexed(): boolean {
    return !this.call.abis.includes(this.call.abi);
  }

  get arguments(): readonly Argument[] {
    return this.#arguments;
  }

  value(builder: Builder, argument: Argument, register = this.#register): ArgumentValue {
    const [peer] = this.#peer(argument);
    const raw = (each: Argument) => this.#raw(builder, each, register);
    return { raw: raw(argument), peer: peer && raw(peer), abi: this.call.abi };
  }

  /** The argument of a name. */
  named(builder: Builder, name: string): ArgumentValue {
    return this.value(builder, this.#named(name));
  }

  /** The values that {@link render} makes argstr of: registers, then what was read of memory. */
  record(builder: Builder): readonly Expr[] {
    const recorded = this.#places.map((place) => loadPlace(builder, place, this.call.abi));
    return [...recorded, ...this.#read.flatMap((argument) => argument.reading.record(builder, this.value(builder, argument, this.#eitherRegister)))];
  }

  /** How many values are recorded of each argument that needs more than registers. Only recording tells. */
  counts(builder: Builder): readonly number[] {
    return this.#read.map((argument) => argument.reading.record(builder, this.value(builder, argument)).length);
  }

  /** argstr, of recorded values and how many of them each reading has. */
  render(values: readonly Recorded[], counts: readonly number[], maxString: number): string {
    const recorded = new Map(this.#places.map((place, index) => [place, BigInt(values[index] ?? 0)]));
    const registers = this.call.abi.arguments.map((place) => recorded.get(place) ?? 0n);
    let at = this.#places.length;
    return this.#words(registers, (index) => values.slice(at, (at += counts[index] ?? 0)), maxString);
  }

  /** Whether a plan can say what its arguments lead to (see {@link plan}). */
  get isPlanned(): boolean {
    const isWord = ({ kind, position }: Argument): boolean => kind.registers !== 2 && position !== undefined;
    return this.#read.every((argument) => argument.reading.plan !== undefined && [argument, ...this.#peer(argument)].every(isWord));
  }

  /** How one handler reads the arguments of all calls, and argstr of what it read. */
  plan(maxString: number): ArgumentPlan {
    const known = this.#plans.get(maxString);
    if (known !== undefined) return known;
    const plan = planArguments(this.call, this.#read.map((argument) => ({ argument, peer: this.#peer(argument)[0] })), maxString);
    const render = (memory: string): string => {
      const { registers, values } = plan.read(memory);
      return this.#words(registers, (index) => values[index] ?? [], maxString);
    };
    const made = { steps: plan.steps, render };
    this.#plans.set(maxString, made);
    return made;
  }

  /** argstr of what was in the registers, and of the values recorded of each argument that needs more. */
  #words(registers: readonly bigint[], read: (index: number) => readonly Recorded[], maxString: number): string {
    const rendering: Rendering = { abi: this.call.abi, maxString };
    let readings = 0;
    let text = "";
    for (const [index, argument] of this.#shown.entries()) {
      const { shown, row } = argument;
      const own = shown.reading ? read(readings++) : [argument, ...this.#peer(argument)].map((each) => recordedValue(registers, each));
      const part = shown.render(own, rendering);
      text += index > 0 && !row.when ? `, ${part}` : part;
    }
    return text;
  }

  /** argstr as its pieces, where the handler is the call's own. */
  text(builder: Builder): StringExpr {
    const segments = this.#shown.flatMap((argument, index): (Segment | string)[] => {
      const { row, kind, shown } = argument;
      const value = this.value(builder, argument);
      const name = row.when ? `${row.kind}-when-${row.when.argument}-${row.when.mask}-${row.when.values?.join("-") ?? "any"}` : `argstr-${row.kind}`;
      const segment = (!row.when && kind.show?.(builder, value)) || builder.value("s", textOf(name, 1023, shown)(builder, value));
      return index > 0 && !row.when ? [", ", segment] : [segment];
    });
    return builder.format(...segments);
  }

  #named(name: string): Argument {
    const argument = this.#arguments.find(({ row }) => row.name === name);
    if (argument === undefined) throw new Error(`system call ${this.call.row.name}: no argument is named ${name}`);
    return argument;
  }

  /** The argument that one's kind needs to know as well, if any. */
  #peer({ row }: Argument): readonly Argument[] {
    const name = row.with ?? row.when?.argument;
    return name === undefined ? [] : [this.#named(name)];
  }

  #raw(builder: Builder, { row, kind, position }: Argument, register: Register): LongExpr {
    if (position === undefined) return builder.constant(row.value ?? 0);
    const low = register(builder, position);
    if (kind.registers !== 2) return low;
    return builder.binary("or", builder.binary("and", low, LOW), builder.binary("shl", register(builder, position + 1), 32));
  }

  readonly #register: Register = (builder, position) => registerOf(builder, this.call.abi, position);

  /** Of whichever program calls. */
  readonly #eitherRegister: Register = (builder, position) => {
    const { abi, abis } = this.call;
    if (!this.#servesAll) return registerOf(builder, abi, position);
    const [native, compat] = abis.map((each) => registerOf(builder, each, position));
    return compat === undefined ? native! : builder.select(isCompat(builder), compat, native!);
  };
}

/** The register of the how-manieth argument. */
type Register = (builder: Builder, position: number) => LongExpr;

function registerOf(builder: Builder, abi: SyscallAbi, position: number): LongExpr {
  const place = abi.arguments[position];
  if (place === undefined) return builder.refuse("no-such-register", `system calls of ${abi.name} have no argument ${position + 1}`);
  return loadPlace(builder, place, abi);
}

function loadPlace(builder: Builder, place: ArgumentPlace, { wordSize }: SyscallAbi): LongExpr {
  if (typeof place === "string") return memberLoad(builder, registers(builder), place);
  const pointer = memberLoad(builder, registers(builder), place.at);
  return builder.load(pointer, { offset: place.offset, size: wordSize, signed: false, access: "user", onFault: "zero" });
}

const LOW = 0xffffffffn;

/** An argument's register, of all that were recorded. */
function recordedValue(registers: readonly bigint[], { row, kind, position }: Argument): bigint {
  if (position === undefined) return BigInt(row.value ?? 0);
  const low = registers[position] ?? 0n;
  return kind.registers === 2 ? (low & LOW) | ((registers[position + 1] ?? 0n) << 32n) : low;
}
