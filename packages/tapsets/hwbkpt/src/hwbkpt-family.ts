import { registersInContext, scopeOf } from "@tapset/core";
import type { Derivation, DerivedProbe, DeriveError, FeatureName, Match, MatchedComponent, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import type { WatchSpec } from "./attach.js";
import { symbolAddress } from "./symbol-address.js";

/** What the hardware watches: so many bytes, at an address that is a multiple of it. */
const LENGTHS: readonly bigint[] = [1n, 2n, 4n, 8n];
/** Addresses from here on are the kernel's. */
const KERNEL_BEGIN = 1n << 63n;

/** How many addresses a CPU watches at once, where it's the same for all of an architecture. */
const registersOf: Readonly<Record<string, number>> = { x86_64: 4, powerpc: 1 };

const accesses = [
  { name: "write", access: "write", doc: "is written" },
  { name: "rw", access: "read_write", doc: "is read or written" },
] as const;

interface Watched {
  readonly data: readonly PatternComponent[];
  readonly doc: string;
  readonly needs: readonly FeatureName[];
}

const length: PatternComponent = { name: "length", literal: "number" };
const data = (literal: "number" | "string"): PatternComponent => ({ name: "data", literal });
const watched: readonly Watched[] = [
  { data: [{ name: "kernel" }, data("number")], doc: "the kernel's byte at an address", needs: ["watch-kernel"] },
  { data: [{ name: "kernel" }, data("number"), length], doc: "any of so many of the kernel's bytes at an address", needs: ["watch-kernel"] },
  { data: [{ name: "kernel" }, data("string")], doc: "the first byte of a variable of the kernel", needs: ["watch-kernel", "kernel-addresses"] },
  ...[{ name: "process", literal: "string" } as const, { name: "process" }].flatMap((process): Watched[] => {
    const whose = "literal" in process ? "of a program's processes" : "of the process of -c or -x";
    return [
      { data: [process, data("number")], doc: `the byte at an address ${whose}`, needs: ["watch-user"] },
      { data: [process, data("number"), length], doc: `any of so many bytes at an address ${whose}`, needs: ["watch-user"] },
    ];
  }),
];

const patterns: readonly Pattern[] = watched.flatMap(({ data: components, doc, needs }) =>
  accesses.map((access): Pattern => ({ components: [...components, { name: access.name }], doc: `when ${doc} ${access.doc}`, needs })),
);

function failure(...errors: readonly DeriveError[]): Derivation {
  return { kind: "errors", errors };
}

function derive(match: Match, target: Target): Derivation {
  const { pattern, components, text } = match;
  const component = (name: string): MatchedComponent | undefined => components.find((each) => each.name === name);
  const literal = component("data")?.literal ?? 0n;
  const found = typeof literal === "string" ? symbolAddress(literal, target) : BigInt.asUintN(64, literal);
  if (typeof found === "object") return failure(found);
  const asked = component("length")?.literal ?? 1n;
  const sizeBytes = LENGTHS.find((each) => each >= (asked as bigint) && (asked as bigint) > 0n);
  if (sizeBytes === undefined) return failure({ id: "invalid-length", message: `invalid length ${asked}: the hardware watches from 1 to 8 bytes`, hints: [] });
  const address = `0x${found.toString(16)}`;
  if (found % sizeBytes !== 0n) {
    const message = `the hardware watches ${sizeBytes} bytes at a multiple of ${sizeBytes}, which ${address} is not`;
    return failure({ id: "unaligned-address", message, hints: [`watch 0x${(found - (found % sizeBytes)).toString(16)}, or fewer bytes`] });
  }
  const process = component("process");
  if ((found >= KERNEL_BEGIN) !== (process === undefined)) {
    const hint = process === undefined ? "write process.data(ADDRESS) for memory of a process" : "write kernel.data(ADDRESS) for the kernel's memory";
    return failure({ id: "foreign-address", message: `${address} is no address of ${process === undefined ? "the kernel" : "a process"}`, hints: [hint] });
  }
  const available = registersOf[target.arch];
  const attach: WatchSpec = {
    kind: "perf-event",
    counter: { address, sizeBytes: Number(sizeBytes), access: component("rw") ? "read_write" : "write" },
    sampling: { period: 1 },
    ...(process && { process: { program: typeof process.literal === "string" ? process.literal : undefined } }),
  };
  const probe: DerivedProbe = {
    point: text,
    site: { where: "kernel", program: { type: "PERF_EVENT" }, attach },
    scope: scopeOf(),
    registers: registersInContext({ of: "interrupted", at: "anywhere" }),
    needs: pattern.needs ?? [],
    ...(available !== undefined && { scarce: { name: "hardware breakpoints", available } }),
  };
  return { kind: "probes", probes: [probe] };
}

/** `kernel.data(ADDRESS|"SYMBOL")` and `process["PATH"].data(ADDRESS)`, `.write` or `.rw`. */
export const hwbkptFamily: ProbeFamily = {
  name: "hwbkpt",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
