import type { Derivation, DeriveError, DerivedProbe, Match, Pattern, PatternComponent, ProbeFamily, Target } from "@tapset/core";
import { kprobeAtOffset } from "./function-probe.js";
import { functionsMatching, isCode } from "./kernel-function.js";
import { addressProbe } from "./address-probe.js";
import { orMalformed } from "./debug-info.js";
import { missingKprobes } from "./function-errors.js";
import { deriveStatements } from "./source-statements.js";

const roots: readonly (readonly PatternComponent[])[] = [[{ name: "kernel" }], [{ name: "module", literal: "string" }]];
const at = (...components: readonly PatternComponent[]) => roots.map((root) => [...root, ...components]);

const patterns: readonly Pattern[] = [
  ...at({ name: "statement", literal: "number" }).map((components) => ({ components, doc: "at the instruction of the kernel that lies at an address", needs: ["kprobe"] })),
  {
    components: [{ name: "kernel" }, { name: "statement", literal: "number" }, { name: "absolute" }],
    doc: "at the instruction of the kernel that lies at an address, as /proc/kallsyms has them; in guru mode",
    needs: ["kprobe"],
    guru: true,
  },
  ...at({ name: "statement", literal: "string" }).map((components) => ({ components, doc: 'at lines of a source file, "NAME@FILE:LINES", or at the instruction so many bytes behind the beginning of a function: "NAME+N"', needs: ["kprobe"] })),
  ...at({ name: "statement", literal: "string" }, { name: "nearest" }).map((components) => ({ components, doc: "at the lines next to some of a source file that have code", needs: ["kprobe"] })),
  ...at({ name: "function", literal: "number" }).map((components) => ({ components, doc: "when the function that begins at an address is called", needs: ["kprobe"] })),
  ...at({ name: "function", literal: "number" }, { name: "call" }).map((components) => ({ components, doc: "when the function that begins at an address is called", needs: ["kprobe"] })),
  ...at({ name: "function", literal: "number" }, { name: "return" }).map((components) => ({ components, doc: "when the function that begins at an address returns", needs: ["kretprobe"] })),
];

function derive({ components, text }: Match, target: Target): Derivation {
  const [root, place, ending] = components;
  const module = root?.name === "module" && typeof root.literal === "string" ? root.literal.replaceAll("-", "_") : undefined;
  const lack = missingKprobes(target);
  if (lack !== undefined) return { kind: "errors", errors: [lack] };
  if (typeof place?.literal === "string") return deriveNamed(text, place.literal, ending?.name === "nearest", module, target);
  const address = place?.literal ?? 0n;
  const isFunction = place?.name === "function";
  const error = misplaced(address, isFunction, module, target);
  if (error !== undefined) return { kind: "errors", errors: [error] };
  const end = components.some(({ name }) => name === "return") ? "return" : "call";
  return { kind: "probes", probes: [addressProbe(text, address, end, isFunction, target)] };
}

/** `"NAME"` and `"NAME+N"`, and lines of source files. */
function deriveNamed(text: string, written: string, isNearest: boolean, module: string | undefined, target: Target): Derivation {
  const [, name, digits = "0"] = /^(\w[\w.]*)(?:\+(0x[0-9a-f]+|\d+))?$/i.exec(written) ?? [];
  if (name === undefined || isNearest) return deriveStatements(written, isNearest, module, target);
  const probes = functionsMatching(target, module, name).map((each): DerivedProbe => kprobeAtOffset(text, each, Number(digits)));
  if (probes.length > 0) return { kind: "probes", probes };
  return { kind: "errors", errors: [{ id: "no-such-function", message: `no function is called "${name}"`, hints: ["list what there is with: tapset -l 'kernel.function(\"*\")'"] }] };
}

/** What is wrong with an address, where the kernel's symbols can tell. */
function misplaced(address: bigint, isFunction: boolean, module: string | undefined, target: Target): DeriveError | undefined {
  const symbols = target.symbols();
  if (symbols === undefined) return undefined;
  const written = `0x${BigInt.asUintN(64, address).toString(16)}`;
  const place = symbols.at(BigInt.asUintN(64, address));
  const what = module === undefined ? "the kernel" : `module "${module}"`;
  if (place === undefined || !isCode(place.symbol) || (module !== undefined && place.symbol.module !== module)) {
    return { id: "no-code", message: `no code of ${what} lies at ${written}`, hints: ["look addresses up in /proc/kallsyms, as root"] };
  }
  if (!isFunction || place.offset === 0) return undefined;
  return { id: "not-a-function", message: `no function begins at ${written}: it is ${place.offset} bytes into ${place.symbol.name}`, hints: [`write kernel.statement(${written})`] };
}

/** `kernel.statement(…)` and `kernel.function(ADDRESS)`: instructions by where they are. */
export const statementFamily: ProbeFamily = {
  name: "kernel.statement",
  patterns,
  derive: (match, target) => orMalformed(() => derive(match, target)),
  loadAttach: () => import("./attach.js"),
};
