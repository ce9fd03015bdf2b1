import type { FunctionDecl, Node } from "@tapset/language";
import { walk } from "@tapset/language";
import type { ElaboratedProbe } from "../elaborated.js";
import type { ReachedNames } from "./reached-names.js";

/** The probes, those whose handlers read registers by the way that has them, where there's one. */
export function withRegisters({ probes, functions, intrinsics }: Pick<ReachedNames, "probes" | "functions" | "intrinsics">): readonly ElaboratedProbe[] {
  if (!probes.some(({ derived }) => derived.withRegisters !== undefined)) return probes;
  const readers = namesOfReaders(functions, intrinsics);
  const isReader = new Map<Node, boolean>();
  const reads = (block: Node): boolean => {
    // The probes of a wildcard have one.
    const known = isReader.get(block) ?? callsAny(block, readers);
    isReader.set(block, known);
    return known;
  };
  return probes.map((probe) => {
    const derived = probe.derived.withRegisters;
    return derived !== undefined && probe.bodies.some(({ block }) => reads(block)) ? { ...probe, derived } : probe;
  });
}

/** The functions that read registers, themselves or by what they call. */
function namesOfReaders(functions: ReadonlyMap<string, readonly FunctionDecl[]>, intrinsics: ReachedNames["intrinsics"]): ReadonlySet<string> {
  const readers = new Set([...intrinsics].filter(([, overloads]) => overloads.some(({ readsRegisters }) => readsRegisters)).map(([name]) => name));
  for (let before = -1; before < readers.size; ) {
    before = readers.size;
    for (const [name, overloads] of functions) if (!readers.has(name) && overloads.some((each) => callsAny(each, readers))) readers.add(name);
  }
  return readers;
}

function callsAny(node: Node, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === "Call" && names.has(each.name)) found = true;
    return !found;
  });
  return found;
}
