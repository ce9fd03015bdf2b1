import type { Relocation } from "./assembled-program.js";

/**
 * Fills in the descriptors of the maps, in a copy of `bytes`.
 *
 * `fdOf` is asked once for each relocation, and should throw when there is no such map.
 */
export function relocate(
  bytes: Uint8Array,
  relocations: readonly Relocation[],
  fdOf: (map: string) => number,
): Buffer<ArrayBuffer> {
  const relocated = Buffer.from(bytes);
  for (const { insn, name } of relocations) relocated.writeInt32LE(fdOf(name), insn * 8 + 4);
  return relocated;
}
