import type { Memory } from "@tapset/asm/interpreter";
import { type Btf, type PathAccess, resolvePath } from "@tapset/btf";
import type { Target } from "@tapset/core";

/** Memory of a made-up machine: places what events point to. Nothing is ever taken away. */
export class InventedMemory {
  readonly #memory: Memory;
  readonly #target: Target;

  constructor(memory: Memory, target: Target) {
    this.#memory = memory;
    this.#target = target;
  }

  /**
   * A kernel structure, by members as scripts write them (`"real_parent"`, `"se.vruntime"`); those left out are 0. Texts
   * go into character arrays.
   *
   * @returns its address
   * @throws Error for a structure or member the target's BTF doesn't have
   */
  structure(name: string, members: Readonly<Record<string, bigint | number | string>> = {}): bigint {
    const { btf } = this.#target;
    const type = btf?.byName("struct", name);
    if (btf === undefined || type === undefined) throw new Error(`place struct ${name}: the target's BTF has none`);
    const bytes = new Uint8Array(type.size);
    for (const [path, value] of Object.entries(members)) {
      const access = memberAt(btf, name, path);
      if (typeof value === "string") bytes.set(Buffer.from(`${value}\0`, "latin1"), access.offset);
      else store(bytes, access, BigInt(value), `struct ${name}: ${path}`);
    }
    return this.#memory.allocate(`struct ${name}`, bytes).base;
  }

  /** A NUL-terminated text in kernel memory. @returns its address */
  kernelText(text: string): bigint {
    return this.#memory.allocate("kernel text", Buffer.from(`${text}\0`, "latin1")).base;
  }

  /** A NUL-terminated text in user memory. @returns its address */
  userText(text: string): bigint {
    return this.userBytes(Buffer.from(`${text}\0`, "latin1"));
  }

  /** Bytes in user memory. @returns their address */
  userBytes(bytes: Uint8Array): bigint {
    return this.#memory.allocate("user memory", Uint8Array.from(bytes), { space: "user" }).base;
  }
}

/** Where a member lies in its structure. */
function memberAt(btf: Btf, structure: string, path: string): PathAccess {
  const root = btf.byName("struct", structure)!;
  const result = resolvePath(btf, root, path.split(".").map((name) => ({ kind: "member", name })));
  const access = result.ok ? result.accesses[0] : undefined;
  if (access === undefined || (result.ok && result.accesses.length > 1)) {
    throw new Error(`place struct ${structure}: it has no member ${path} of its own`);
  }
  return access;
}

function store(bytes: Uint8Array, { offset, scalar }: PathAccess, value: bigint, what: string): void {
  if (scalar === undefined) throw new Error(`place ${what}: it is no number`);
  const field = bytes.subarray(offset, offset + scalar.size);
  const { bitOffset, bitSize } = scalar.bitField ?? { bitOffset: 0, bitSize: 8 * scalar.size };
  const mask = ((1n << BigInt(bitSize)) - 1n) << BigInt(bitOffset);
  let word = 0n;
  for (const [index, byte] of field.entries()) word |= BigInt(byte) << BigInt(8 * index);
  word = (word & ~mask) | ((value << BigInt(bitOffset)) & mask);
  for (const index of field.keys()) field[index] = Number((word >> BigInt(8 * index)) & 0xffn);
}
