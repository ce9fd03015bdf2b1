import { memberLoad, type Builder, type LongExpr, type ReadStep } from "@tapset/core";
import type { PlannedArgument, Recorded } from "./argument-kind.js";
import type { Argument, Read } from "./call-arguments.js";
import { registers } from "./call-registers.js";
import type { ArgumentPlace } from "./multiplexers.js";
import { type PlannedWord, ReadMemory, ReadPlanner } from "./read-planner.js";
import { isCompat, type SyscallAbi } from "./syscall-abi.js";
import type { Call } from "./syscall-table.js";

/** Arguments that a call can have. */
const REGISTERS = 6;

/** How what the arguments of a call lead to is read, by a handler that serves any call. */
export interface ReadArguments {
  readonly steps: readonly ReadStep[];
  /** The arguments themselves, and of each that is read the values that its kind records. */
  read(memory: string): { readonly registers: readonly bigint[]; readonly values: readonly (readonly Recorded[])[] };
}

/** Plans how to read arguments, each with the one that its kind needs to know as well. */
export function planArguments({ row, abi, abis }: Call, list: readonly { readonly argument: Read; readonly peer: Argument | undefined }[], maxString: number): ReadArguments {
  const planner = new ReadPlanner(REGISTERS, maxString);
  const words = abi.arguments.map((place) => plannedWord(planner, place, abi, abis));
  const wordOf = ({ row: { name }, position = -1 }: Argument): PlannedWord => {
    const word = words[position];
    if (word === undefined) throw new Error(`system call ${row.name}: no plan can read by argument ${name}`);
    return word;
  };
  const readings = list.map(({ argument, peer }) => {
    const planned: PlannedArgument = { raw: wordOf(argument), peer: peer && wordOf(peer), abi };
    return planner.within(() => argument.reading.plan?.(planner, planned));
  });
  const { steps } = planner;
  return {
    steps,
    read: (recorded) => {
      const memory = new ReadMemory(recorded, { registers: REGISTERS, steps });
      return { registers: words.map((word) => memory.word(word)), values: readings.map((read) => read?.(memory) ?? []) };
    },
  };
}

/** The arguments of any call, whoever calls: what {@link planArguments} begins with. */
export function callWords(builder: Builder, abis: readonly SyscallAbi[]): readonly LongExpr[] {
  const base = registers(builder);
  return Array.from({ length: REGISTERS }, (_, position): LongExpr => {
    const [native, compat] = abis.map(({ arguments: places }) => memberLoad(builder, base, memberAt(places, position)));
    return compat === undefined ? native! : builder.select(isCompat(builder), compat, native!);
  });
}

/** The member that holds an argument, of a kind of program all of whose arguments are in registers. */
function memberAt(places: readonly ArgumentPlace[], position: number): string {
  const place = places[position];
  if (typeof place !== "string") throw new Error(`argument ${position + 1} is in no register`);
  return place;
}

/** An argument's place among the words that a plan begins with, or read from where it lies. */
function plannedWord(planner: ReadPlanner, place: ArgumentPlace, { wordSize }: SyscallAbi, abis: readonly SyscallAbi[]): PlannedWord {
  const register = (member: string): PlannedWord => {
    const { arguments: members } = abis[wordSize === 8 ? 0 : 1]!;
    return planner.register(members.indexOf(member));
  };
  return typeof place === "string" ? register(place) : planner.word(register(place.at), wordSize, { offset: place.offset });
}
