import type { Memory } from "@tapset/asm/interpreter";
import type { Target } from "@tapset/core";
import { PlacedStructure, type PlacedValue, PlacementError } from "./placed-structure.js";

/** Memory of a made-up machine: places what events point to. Nothing is ever taken away. */
export class InventedMemory {
  readonly #memory: Memory;
  readonly #target: Target;

  constructor(memory: Memory, target: Target) {
    this.#memory = memory;
    this.#target = target;
  }

  /**
   * A kernel structure, by members as scripts write them (`"real_parent"`, `"se.vruntime"`, `"real_parent->tgid"`); those left
   * out are 0. Texts go into character arrays, and where pointers lead.
   *
   * @returns its address
   * @throws PlacementError for a structure or member the target's BTF doesn't have
   */
  structure(name: string, members: Readonly<Record<string, PlacedValue>> = {}): bigint {
    const type = this.#target.btf?.byName("struct", name);
    if (type === undefined) throw new PlacementError(`place struct ${name}: the target's BTF has none`);
    const structure = new PlacedStructure(type, this.#memory, this.#target);
    for (const [path, value] of Object.entries(members)) structure.set(path, value);
    return structure.address;
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
