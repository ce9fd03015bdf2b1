import type { AssembledProgram } from "../assembled-program.js";
import type { DecodedInstruction } from "../decode.js";
import { helperFunctions } from "../helper-functions.js";
import type { HelperName } from "../helper-functions.js";
import type { CodeInstruction, Operand } from "../instruction.js";
import { printInstruction } from "../listing.js";
import { MAX_BPF_STACK, r0, r1 } from "../register.js";
import type { Register } from "../register.js";
import { atomicResult, compute, holds, reorder } from "./arithmetic.js";
import type { FakeMap } from "./fake-map.js";
import { Fault, ProgramFault } from "./fault.js";
import type { HelperCall, HelperCode } from "./helper-code.js";
import { TailCall } from "./helper-code.js";
import { ArrayMap } from "./keyed-map.js";
import type { LoadedProgram } from "./loaded-program.js";
import type { Region } from "./memory.js";

/** What a run takes from its machine. */
export interface World extends Pick<HelperCall, "memory" | "environment" | "cpus" | "printed"> {
  readonly unmappedLoads: "fault" | "zero";
  load(program: AssembledProgram): LoadedProgram;
  mapNamed(name: string): FakeMap;
  mapAt(address: bigint): FakeMap;
  addressOf(map: FakeMap): bigint;
  /** The code of a call, by helper name. */
  helper(name: HelperName): HelperCode | undefined;
  /** The code of a kernel function, by BTF id. */
  kfunc(btfId: number): HelperCode | undefined;
  /** Address of a kernel variable, by BTF id. */
  variable(btfId: number): bigint | undefined;
}

/** `MAX_CALL_FRAMES`, `MAX_TAIL_CALL_CNT`. */
const MAX_CALL_FRAMES = 8;
const MAX_TAIL_CALLS = 33;
/** What an untouched stack holds: nobody should count on zeros. */
const STACK_RUBBISH = 0xdb;
const FRAME_POINTER = 10;
const ARGUMENTS = [1, 2, 3, 4, 5] as const;
const EXIT = -1;

/** A function in execution. */
interface Frame {
  program: LoadedProgram;
  readonly registers: BigUint64Array;
  /** Bit n: register n may be read. */
  written: number;
  readonly depth: number;
}

/** One run of a program. */
export class Execution {
  readonly #world: World;
  readonly #interrupt: (() => void) | undefined;
  #budget: number;
  #tailCalls = 0;

  /** `interrupt`: called before each instruction. */
  constructor(world: World, budget: number, interrupt?: () => void) {
    this.#world = world;
    this.#budget = budget;
    this.#interrupt = interrupt;
  }

  /** Runs `program` from its start and gives `r0`. */
  run(program: LoadedProgram, context: bigint): bigint {
    return this.#call(program, 0, new Map([[r1.index, context]]), 1);
  }

  #call(program: LoadedProgram, start: number, parameters: ReadonlyMap<number, bigint>, depth: number): bigint {
    if (depth > MAX_CALL_FRAMES) throw new Fault(`more than ${String(MAX_CALL_FRAMES)} calls deep`);
    const stack = this.#world.memory.allocate(`stack of ${program.functionName(start)}`, new Uint8Array(MAX_BPF_STACK).fill(STACK_RUBBISH));
    const frame: Frame = { program, registers: new BigUint64Array(11), written: 0, depth };
    enter(frame, stack, parameters);
    try {
      let insn = start;
      while (insn !== EXIT) insn = this.#step(frame, insn, stack);
      return read(frame, r0);
    } finally {
      this.#world.memory.release(stack);
    }
  }

  /** Executes the instruction at `insn`; gives the next one. */
  #step(frame: Frame, insn: number, stack: Region): number {
    const { program } = frame;
    const decoded = program.at(insn);
    if (decoded === undefined) throw new Fault(`instruction ${String(insn)}: there is none`);
    try {
      this.#interrupt?.();
      this.#budget -= 1;
      if (this.#budget < 0) throw new Fault("the instruction budget is used up");
      const result = this.#execute(frame, decoded);
      if (!(result instanceof TailCall)) return result;
      this.#tailCalls += 1;
      frame.program = this.#world.load(result.program);
      enter(frame, stack, new Map([[r1.index, result.context]]));
      return 0;
    } catch (error) {
      if (!(error instanceof Fault) || error instanceof ProgramFault) throw error;
      const text = printInstruction(decoded.instruction);
      throw new ProgramFault({ insn, function: program.functionName(insn), text, tag: program.tag(insn) }, error);
    }
  }

  #execute(frame: Frame, { instruction, next, target = next }: DecodedInstruction): number | TailCall {
    switch (instruction.kind) {
      case "goto":
        return target;
      case "branch": {
        const { condition, width, dst, src } = instruction;
        return holds(condition, width, read(frame, dst), operand(frame, src)) ? target : next;
      }
      case "exit":
        read(frame, r0);
        return EXIT;
      case "call-local":
        this.#leave(frame, this.#call(frame.program, target, parametersOf(frame), frame.depth + 1));
        return next;
      case "call-helper":
        checkArguments(frame, instruction.helper);
        return this.#callOut(frame, this.#world.helper(instruction.helper), instruction.helper) ?? next;
      case "call-kfunc":
        return this.#callOut(frame, this.#world.kfunc(instruction.btfId), instruction.name) ?? next;
      case "load-function":
        write(frame, instruction.dst, frame.program.base + BigInt(target));
        return next;
      case "store":
      case "atomic":
        this.#changeMemory(frame, instruction);
        return next;
      default:
        write(frame, instruction.dst, this.#value(frame, instruction));
        return next;
    }
  }

  /** What an instruction that does nothing but set a register sets it to. */
  #value(frame: Frame, instruction: ValueInstruction): bigint {
    switch (instruction.kind) {
      case "alu": {
        const { operation, width, dst, src } = instruction;
        return compute(operation, width, operation === "mov" ? 0n : read(frame, dst), operand(frame, src));
      }
      case "neg":
        return compute("sub", instruction.width, 0n, read(frame, instruction.dst));
      case "movsx":
        return BigInt.asUintN(instruction.width, BigInt.asIntN(instruction.bits, read(frame, instruction.src)));
      case "endian":
        return reorder(instruction.order, instruction.bits, read(frame, instruction.dst));
      case "load": {
        const { size, signed, base, offset } = instruction;
        const value = this.#loadMemory(size, addressAt(frame, base, offset));
        return signed ? BigInt.asIntN(size * 8, value) : value;
      }
      case "load-imm64":
        return instruction.value;
      case "load-map":
        return this.#world.addressOf(this.#world.mapNamed(instruction.map));
      case "load-map-value":
        return this.#mapValue(instruction.map, instruction.offset);
      case "load-btf-variable": {
        const address = this.#world.variable(instruction.btfId);
        if (address === undefined) throw new Fault(`no kernel variable with BTF id ${String(instruction.btfId)} is given`);
        return address;
      }
    }
  }

  #loadMemory(size: 1 | 2 | 4 | 8, address: bigint): bigint {
    const { memory, unmappedLoads } = this.#world;
    if (unmappedLoads === "zero" && !memory.isReadable(address, size)) return 0n;
    checkKernelAddress(address);
    return memory.load(size, address);
  }

  #changeMemory(frame: Frame, instruction: Extract<CodeInstruction, { kind: "store" | "atomic" }>): void {
    const { memory } = this.#world;
    const { size, base, offset } = instruction;
    const address = addressAt(frame, base, offset);
    checkKernelAddress(address);
    if (instruction.kind === "store") {
      memory.store(size, address, operand(frame, instruction.src));
      return;
    }
    const { operation, src } = instruction;
    const expected = operation === "cmpxchg" ? read(frame, r0) : 0n;
    const old = memory.load(size, address);
    memory.store(size, address, atomicResult(operation, size === 8 ? 64 : 32, old, read(frame, src), expected));
    if (operation === "cmpxchg") write(frame, r0, old);
    else if (operation === "xchg" || operation.startsWith("fetch_")) write(frame, src, old);
  }

  #mapValue(name: string, offset: number): bigint {
    const map = this.#world.mapNamed(name);
    const address = map instanceof ArrayMap && map.maxEntries === 1 ? map.lookup(new Uint8Array(4), 0) : 0n;
    if (address === 0n) throw new Fault(`map ${name} is not an array of one element`);
    return address + BigInt(offset);
  }

  /** Calls a helper or a kernel function. */
  #callOut(frame: Frame, code: HelperCode | undefined, name: string): undefined | TailCall {
    if (code === undefined) throw new Fault(`the interpreter has no ${name}`);
    const { memory, environment, cpus, printed } = this.#world;
    const argument = (n: number): bigint => read(frame, { index: n });
    const result = code({
      name, memory, environment, cpus, printed, argument,
      map: (n) => this.#world.mapAt(argument(n)),
      addressOf: (map) => this.#world.addressOf(map),
      callback: (n, ...values) => this.#callback(frame, argument(n), values),
    });
    if (result instanceof TailCall) {
      if (this.#tailCalls < MAX_TAIL_CALLS) return result;
      this.#leave(frame, -1n);
      return undefined;
    }
    this.#leave(frame, result === undefined ? undefined : BigInt(result));
    return undefined;
  }

  #callback(frame: Frame, pointer: bigint, values: readonly bigint[]): bigint {
    const insn = Number(pointer - frame.program.base);
    if (!frame.program.isFunctionStart(insn)) throw new Fault(`0x${pointer.toString(16)} is not a function of the program`);
    return this.#call(frame.program, insn, new Map(values.map((value, index) => [index + 1, value])), frame.depth + 1);
  }

  /** After a call the argument registers are lost. */
  #leave(frame: Frame, result: bigint | undefined): void {
    for (const n of ARGUMENTS) frame.written &= ~(1 << n);
    if (result === undefined) frame.written &= ~1;
    else write(frame, r0, result);
  }
}

type ValueInstruction = Exclude<
  CodeInstruction,
  { kind: "goto" | "branch" | "exit" | "call-local" | "call-helper" | "call-kfunc" | "load-function" | "store" | "atomic" }
>;

/** The state in which a function starts: its parameters, and an empty stack. */
function enter(frame: Frame, stack: Region, parameters: ReadonlyMap<number, bigint>): void {
  frame.written = 1 << FRAME_POINTER;
  frame.registers[FRAME_POINTER] = stack.base + BigInt(MAX_BPF_STACK);
  for (const [index, value] of parameters) write(frame, { index }, value);
}

/** All arguments must be there; but `trace_printk` is variadic, and reads what it needs. */
function checkArguments(frame: Frame, helper: HelperName): void {
  if (helper === "trace_printk") return;
  for (const n of ARGUMENTS.slice(0, helperFunctions[helper].args)) read(frame, { index: n });
}

function parametersOf(frame: Frame): ReadonlyMap<number, bigint> {
  const given = ARGUMENTS.filter((n) => (frame.written & (1 << n)) !== 0);
  return new Map(given.map((n) => [n, read(frame, { index: n })]));
}

function read(frame: Frame, { index }: Register): bigint {
  if ((frame.written & (1 << index)) === 0) throw new Fault(`r${String(index)} is read before it is written`);
  return frame.registers[index] ?? 0n;
}

function write(frame: Frame, { index }: Register, value: bigint): void {
  if (index === FRAME_POINTER) throw new Fault("r10 is read-only");
  frame.registers[index] = value;
  frame.written |= 1 << index;
}

function operand(frame: Frame, src: Operand): bigint {
  return typeof src === "number" ? BigInt.asUintN(64, BigInt(src)) : read(frame, src);
}

function addressAt(frame: Frame, base: Register, offset: number): bigint {
  return BigInt.asUintN(64, read(frame, base) + BigInt(offset));
}

function checkKernelAddress(address: bigint): void {
  if (address < 4096n) throw new Fault("null pointer");
  if (address >> 63n === 0n) throw new Fault(`0x${address.toString(16)} is a user address: only helpers may touch it`);
}
