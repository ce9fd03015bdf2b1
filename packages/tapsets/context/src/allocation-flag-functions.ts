import type { Fact, Intrinsic, Target } from "@tapset/core";

/** The kernel's ___GFP_* by their bits, until Linux 6.10 made them an enum, with bits that a configuration decides on. */
const fixedBits: readonly string[] = [
  ...["DMA", "HIGHMEM", "DMA32", "MOVABLE", "RECLAIMABLE", "HIGH", "IO", "FS", "ZERO", "ATOMIC", "DIRECT_RECLAIM", "KSWAPD_RECLAIM"],
  ...["WRITE", "NOWARN", "RETRY_MAYFAIL", "NOFAIL", "NORETRY", "MEMALLOC", "COMP", "NOMEMALLOC", "HARDWALL", "THISNODE", "ACCOUNT", "ZEROTAGS"],
];

const newerBits: readonly string[] = ["SKIP_ZERO", "SKIP_KASAN", "NOLOCKDEP", "NO_OBJ_EXT"];

const reclaim: readonly string[] = ["DIRECT_RECLAIM", "KSWAPD_RECLAIM"];
const kernel: readonly string[] = [...reclaim, "IO", "FS"];
const user: readonly string[] = [...kernel, "HARDWALL"];
const movable: readonly string[] = [...user, "HIGHMEM", "MOVABLE"];
const light: readonly string[] = [...movable.filter((bit) => !reclaim.includes(bit)), "COMP", "NOMEMALLOC", "NOWARN"];

/** What callers write, largest first, as the kernel's own trace events name them. */
const combinations: readonly (readonly [name: string, bits: readonly string[]])[] = [
  ["GFP_TRANSHUGE", [...light, "DIRECT_RECLAIM"]],
  ["GFP_TRANSHUGE_LIGHT", light],
  ["GFP_HIGHUSER_MOVABLE", movable],
  ["GFP_HIGHUSER", [...user, "HIGHMEM"]],
  ["GFP_USER", user],
  ["GFP_KERNEL_ACCOUNT", [...kernel, "ACCOUNT"]],
  ["GFP_KERNEL", kernel],
  ["GFP_NOFS", [...reclaim, "IO"]],
  // __GFP_ATOMIC went with Linux 6.3.
  ["GFP_ATOMIC", ["HIGH", "ATOMIC", "KSWAPD_RECLAIM"]],
  ["GFP_ATOMIC", ["HIGH", "KSWAPD_RECLAIM"]],
  ["GFP_NOIO", reclaim],
  ["GFP_NOWAIT", ["KSWAPD_RECLAIM"]],
  ["GFP_DMA", ["DMA"]],
  ["GFP_DMA32", ["DMA32"]],
];

/** Masks by name, in the order in which they are looked for, as a kernel has them. */
function namedMasks({ btf }: Target): readonly (readonly [name: string, mask: bigint])[] {
  const bits = new Map<string, bigint>();
  const isEnum = btf?.enumerator("___GFP_DMA_BIT") !== undefined;
  for (const [bit, name] of isEnum ? [...fixedBits, ...newerBits].entries() : fixedBits.entries()) {
    const place = isEnum ? btf.enumerator(`___GFP_${name}_BIT`) : BigInt(bit);
    if (place !== undefined) bits.set(name, 1n << place);
  }
  const combined = combinations.flatMap(([name, members]): readonly (readonly [string, bigint])[] => {
    const masks = members.map((member) => bits.get(member));
    return masks.includes(undefined) ? [] : [[name, masks.reduce<bigint>((sum, mask) => sum | (mask ?? 0n), 0n)]];
  });
  return [...combined, ...[...bits].map(([name, mask]) => [`__GFP_${name}`, mask] as const)];
}

function flagNames(target: Target): Fact {
  const masks = namedMasks(target);
  return {
    name: "context/gfp-flags",
    injective: true,
    bound: masks.reduce((sum, [name]) => sum + name.length + 1, 18),
    render: (raw) => {
      let rest = BigInt.asUintN(64, BigInt(raw));
      const words: string[] = [];
      for (const [name, mask] of masks) {
        if ((rest & mask) !== mask) continue;
        words.push(name);
        rest &= ~mask;
      }
      if (rest !== 0n) words.push(`0x${rest.toString(16)}`);
      return words.length > 0 ? words.join("|") : "0x0";
    },
  };
}

/** Flags of the kernel's allocations in words. */
export const allocationFlagFunctions: readonly Intrinsic[] = [
  {
    name: "gfp_flags_str",
    parameters: [{ name: "gfp_flags", type: "long" }],
    returns: "string",
    doc: "the flags of an allocation of the kernel's: GFP_KERNEL|__GFP_ZERO; 0x0 for none. In handlers that run in the kernel it can't be compared or cut",
    purity: "pure",
    lower: (builder, flags) => builder.fact(flagNames(builder.target), flags),
  },
];
