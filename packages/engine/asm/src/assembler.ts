import type { HelperName } from "./helper-functions.js";
import type {
  AluOperation, AtomicOperation, CodeInstruction, Condition, Endian, Instruction, Label, MemorySize, MoveSigned, Operand,
  Tag, Width,
} from "./instruction.js";
import type { Register } from "./register.js";
import type { SymbolicFunction } from "./symbolic-program.js";

/**
 * Writes one function, instruction by instruction.
 *
 * Methods return the assembler, so short sequences chain. Ranges are checked by `assemble`, not here.
 */
export class Assembler {
  readonly #name: string;
  readonly #instructions: Instruction[] = [];
  #tag: Tag | undefined;
  #labels = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Instructions written so far, labels and comments included. */
  get length(): number {
    return this.#instructions.length;
  }

  /** The function as a value; later writes do not change it. */
  finish(): SymbolicFunction {
    return { name: this.#name, instructions: [...this.#instructions] };
  }

  /** Tags the instructions that follow with a place in the source; `undefined` ends it. */
  at(tag: Tag | undefined): this {
    this.#tag = tag;
    return this;
  }

  /** Adds instructions made elsewhere; those without a tag get the current one. */
  append(instructions: Iterable<Instruction>): this {
    for (const instruction of instructions) {
      if (instruction.kind === "label" || instruction.kind === "comment" || instruction.tag !== undefined) {
        this.#instructions.push(instruction);
      } else this.#code(instruction);
    }
    return this;
  }

  /** A label no one else has in this function, to be placed later by `label`. */
  newLabel(hint: string): Label {
    this.#labels += 1;
    return `${hint}.${String(this.#labels)}`;
  }

  /** Names the next instruction. */
  label(label: Label): this {
    this.#instructions.push({ kind: "label", label });
    return this;
  }

  /** A line for whoever reads the listing. */
  comment(text: string): this {
    this.#instructions.push({ kind: "comment", text });
    return this;
  }

  // Arithmetic on 64 bits.

  /** `dst = src`. */
  mov(dst: Register, src: Operand): this {
    return this.alu("mov", dst, src);
  }

  /** `dst += src`. */
  add(dst: Register, src: Operand): this {
    return this.alu("add", dst, src);
  }

  /** `dst -= src`. */
  sub(dst: Register, src: Operand): this {
    return this.alu("sub", dst, src);
  }

  /** `dst *= src`. */
  mul(dst: Register, src: Operand): this {
    return this.alu("mul", dst, src);
  }

  /** `dst /= src`, unsigned; by zero gives 0. */
  div(dst: Register, src: Operand): this {
    return this.alu("div", dst, src);
  }

  /** `dst /= src`, signed; by zero gives 0. Instruction set v4. */
  sdiv(dst: Register, src: Operand): this {
    return this.alu("sdiv", dst, src);
  }

  /** `dst %= src`, unsigned; by zero leaves `dst`. */
  mod(dst: Register, src: Operand): this {
    return this.alu("mod", dst, src);
  }

  /** `dst %= src`, signed; by zero leaves `dst`. Instruction set v4. */
  smod(dst: Register, src: Operand): this {
    return this.alu("smod", dst, src);
  }

  /** `dst |= src`. */
  or(dst: Register, src: Operand): this {
    return this.alu("or", dst, src);
  }

  /** `dst &= src`. */
  and(dst: Register, src: Operand): this {
    return this.alu("and", dst, src);
  }

  /** `dst ^= src`. */
  xor(dst: Register, src: Operand): this {
    return this.alu("xor", dst, src);
  }

  /** `dst <<= src`. */
  lsh(dst: Register, src: Operand): this {
    return this.alu("lsh", dst, src);
  }

  /** `dst >>= src`, filling with zeros. */
  rsh(dst: Register, src: Operand): this {
    return this.alu("rsh", dst, src);
  }

  /** `dst >>= src`, filling with the sign. */
  arsh(dst: Register, src: Operand): this {
    return this.alu("arsh", dst, src);
  }

  /** `dst = dst operation src` on 64 bits. */
  alu(operation: AluOperation, dst: Register, src: Operand): this {
    return this.#code({ kind: "alu", operation, width: 64, dst, src });
  }

  /** `dst = dst operation src` on the low 32 bits; the upper 32 become 0. */
  alu32(operation: AluOperation, dst: Register, src: Operand): this {
    return this.#code({ kind: "alu", operation, width: 32, dst, src });
  }

  /** `dst = src & 0xffffffff`. */
  mov32(dst: Register, src: Operand): this {
    return this.alu32("mov", dst, src);
  }

  /** `dst = -dst`. */
  neg(dst: Register, width: Width = 64): this {
    return this.#code({ kind: "neg", width, dst });
  }

  /** `dst` = the low `bits` of `src`, sign-extended. Instruction set v4; else shift left and arithmetically right. */
  movsx(bits: MoveSigned["bits"], dst: Register, src: Register, width: Width = 64): this {
    return this.#code({ kind: "movsx", width, bits, dst, src });
  }

  /** Converts the byte order of the low `bits` of `dst`; `"swap"` needs instruction set v4. */
  endian(order: Endian["order"], bits: Endian["bits"], dst: Register): this {
    return this.#code({ kind: "endian", order, bits, dst });
  }

  // Constants and addresses.

  /** `dst = value` (64 bits, signed or unsigned spelling) in the shortest form: one slot if 32 bits can say it, else two. */
  loadConstant(dst: Register, value: number | bigint): this {
    const signed = BigInt.asIntN(64, BigInt(value));
    const unsigned = BigInt.asUintN(64, signed);
    if (signed === BigInt.asIntN(32, signed)) return this.mov(dst, Number(signed));
    if (unsigned === BigInt.asUintN(32, unsigned)) return this.mov32(dst, Number(unsigned));
    return this.loadImm64(dst, signed);
  }

  /** `dst = value`, always in two slots. */
  loadImm64(dst: Register, value: bigint): this {
    return this.#code({ kind: "load-imm64", dst, value });
  }

  /** `dst` = the map named `map`, as map helpers take it. */
  loadMap(dst: Register, map: string): this {
    return this.#code({ kind: "load-map", dst, map });
  }

  /** `dst` = the address `offset` bytes into the single element of array map `map`. Linux 5.2. */
  loadMapValue(dst: Register, map: string, offset = 0): this {
    return this.#code({ kind: "load-map-value", dst, map, offset });
  }

  /** `dst` = the address of kernel variable `name`, whose id in vmlinux's BTF is `btfId`. Linux 5.10. */
  loadBtfVariable(dst: Register, name: string, btfId: number): this {
    return this.#code({ kind: "load-btf-variable", dst, name, btfId });
  }

  /** `dst` = subprogram `name`, as a callback for `loop` or `for_each_map_elem`. The kernel wants func_info for it. Linux 5.13. */
  loadFunction(dst: Register, name: string): this {
    return this.#code({ kind: "load-function", dst, function: name });
  }

  // Memory.

  /** `dst = *(size *)(base + offset)`, zero-extended. */
  ldx(size: MemorySize, dst: Register, base: Register, offset: number): this {
    return this.#code({ kind: "load", size, signed: false, dst, base, offset });
  }

  /** `dst = *(size *)(base + offset)`, sign-extended. Instruction set v4. */
  ldxs(size: 1 | 2 | 4, dst: Register, base: Register, offset: number): this {
    return this.#code({ kind: "load", size, signed: true, dst, base, offset });
  }

  /** `*(size *)(base + offset) = src`, a register or an immediate. */
  store(size: MemorySize, base: Register, offset: number, src: Operand): this {
    return this.#code({ kind: "store", size, base, offset, src });
  }

  /** Atomic read-modify-write of `*(size *)(base + offset)`. */
  atomic(operation: AtomicOperation, size: 4 | 8, base: Register, offset: number, src: Register): this {
    return this.#code({ kind: "atomic", operation, size, base, offset, src });
  }

  // Control flow.

  /** Goes to `target`. */
  goto(target: Label): this {
    return this.#code({ kind: "goto", target });
  }

  /** Goes to `target` if `dst condition src`, comparing 64 bits. */
  jump(condition: Condition, dst: Register, src: Operand, target: Label): this {
    return this.#code({ kind: "branch", condition, width: 64, dst, src, target });
  }

  /** Goes to `target` if `dst condition src`, comparing the low 32 bits. */
  jump32(condition: Condition, dst: Register, src: Operand, target: Label): this {
    return this.#code({ kind: "branch", condition, width: 32, dst, src, target });
  }

  /** Calls a kernel helper: arguments in `r1`–`r5`, result in `r0`. */
  call(helper: HelperName): this {
    return this.#code({ kind: "call-helper", helper });
  }

  /** Calls kernel function `name`, whose id in vmlinux's BTF is `btfId`. Linux 5.13. */
  callKfunc(name: string, btfId: number): this {
    return this.#code({ kind: "call-kfunc", name, btfId });
  }

  /** Calls subprogram `name`: arguments in `r1`–`r5`, result in `r0`, `r6`–`r9` are kept. */
  callLocal(name: string): this {
    return this.#code({ kind: "call-local", function: name });
  }

  /** Returns `r0`. */
  exit(): this {
    return this.#code({ kind: "exit" });
  }

  #code(instruction: CodeInstruction): this {
    this.#instructions.push(this.#tag === undefined ? instruction : { ...instruction, tag: this.#tag });
    return this;
  }
}
