import type { Memory, Region } from "@tapset/asm/interpreter";
import { type CType, type PathAccess, type PathStep, pointee, printType, resolvePath, sizeOf, skipModifiers } from "@tapset/btf";
import { closest, didYouMean, type Target } from "@tapset/core";

/** A member that a structure doesn't have, or that can't hold what it's given. */
export class PlacementError extends Error {
  override readonly name = "PlacementError";
  constructor(
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What a member can be given: a number, or a text for an array of characters or for what points to one. */
export type PlacedValue = bigint | number | string;

/**
 * A structure in made-up memory, with the structures its pointers lead to, made of what is said of its members: those of
 * which nothing is said are 0.
 */
export class PlacedStructure {
  readonly #memory: Memory;
  readonly #target: Target;
  readonly #root: CType;
  /** By the accesses that lead there. */
  readonly #regions = new Map<string, Region>();

  /** @param root its type, or that of a pointer to it. @throws PlacementError where that's only declared */
  constructor(root: CType, memory: Memory, target: Target) {
    this.#memory = memory;
    this.#target = target;
    this.#root = root;
    this.#region("", root);
  }

  get address(): bigint {
    return this.#region("", this.#root).base;
  }

  /**
   * Sets a member, by its path as scripts write it: `se->vruntime` (or `se.vruntime`), `comm`, `argv[2]`. Texts are Latin-1, a
   * character a byte.
   * @throws PlacementError
   */
  set(path: string, value: PlacedValue): void {
    const { btf } = this.#target;
    if (btf === undefined) throw new PlacementError("the kernel's types aren't known on this target");
    const steps = stepsOf(path);
    const resolved = resolvePath(btf, this.#root, [...steps]);
    if (!resolved.ok) {
      const step = steps[resolved.step];
      const name = step?.kind === "member" ? step.name : "[]";
      if (resolved.problem !== "no-member") throw new PlacementError(`there is no '${name}' in a '${printType(resolved.type)}'`);
      throw new PlacementError(`'${printType(resolved.container)}' has no member '${name}'`, didYouMean(closest(name, resolved.candidates)));
    }
    let key = "";
    let pointer: CType = this.#root;
    for (const [index, access] of resolved.accesses.entries()) {
      const region = this.#region(key, pointer);
      if (index === resolved.accesses.length - 1) this.#store(region, access, value, path);
      else {
        key += `/${access.offset}`;
        pointer = access.type;
        store(region.bytes, access, this.#region(key, pointer).base);
      }
    }
  }

  #region(key: string, pointer: CType): Region {
    const known = this.#regions.get(key);
    if (known !== undefined) return known;
    const type = pointee(pointer) ?? pointer;
    const size = sizeOf(type);
    if (size === undefined) throw new PlacementError(`what a '${printType(pointer)}' points to is not known`);
    // Room for the elements of what may be an array.
    const region = this.#memory.allocate(printType(type), new Uint8Array(Math.max(size, ROOM_BYTES)));
    this.#regions.set(key, region);
    return region;
  }

  #store({ bytes }: Region, access: PathAccess, value: PlacedValue, path: string): void {
    if (typeof value !== "string") {
      store(bytes, access, BigInt(value));
      return;
    }
    const text = Buffer.from(`${value}\0`, "latin1");
    const type = skipModifiers(access.type);
    if (type.kind === "array") {
      const room = sizeOf(type) ?? text.length;
      if (text.length > room) throw new PlacementError(`${path} has room for ${room - 1} bytes of text, not ${text.length - 1}`);
      bytes.set(text, access.offset);
    } else if (type.kind === "ptr") store(bytes, access, this.#memory.allocate("kernel text", text).base);
    else throw new PlacementError(`${path} is a '${printType(access.type)}': a number, not a text`);
  }
}

/** Where one is pointed to there may be several. */
const ROOM_BYTES = 256;

/** The steps of `->a->b[3]`. */
function stepsOf(path: string): readonly PathStep[] {
  return [...path.matchAll(/(?:->|\.|^)(\w+)|\[(\d+)\]/g)].map(([, name, index]): PathStep =>
    name === undefined ? { kind: "index", value: Number(index) } : { kind: "member", name });
}

function store(bytes: Uint8Array, { offset, scalar, type }: PathAccess, value: bigint): void {
  if (scalar === undefined) throw new PlacementError(`a '${printType(type)}' is no number: name one of its members`);
  const { bitOffset, bitSize } = scalar.bitField ?? { bitOffset: 0, bitSize: 8 * scalar.size };
  const field = Buffer.from(bytes.buffer, bytes.byteOffset + offset, scalar.size);
  let word = 0n;
  for (const [index, byte] of field.entries()) word |= BigInt(byte) << BigInt(8 * index);
  const mask = ((1n << BigInt(bitSize)) - 1n) << BigInt(bitOffset);
  word = (word & ~mask) | ((value << BigInt(bitOffset)) & mask);
  for (const index of field.keys()) field[index] = Number((word >> BigInt(8 * index)) & 0xffn);
}
