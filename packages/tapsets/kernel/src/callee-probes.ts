import { type Builder, type DebugImage, type DerivedProbe, functionBeginnings, globMatcher, type LongExpr, type SourcePlace, type Target } from "@tapset/core";
import type { CodeScope, DwarfFunction } from "@tapset/elf";
import { debugProbe, sourcePoint } from "./debug-probe.js";
import { dwarfRegister } from "./register-values.js";

/** The stack pointer, by DWARF's numbers. */
const STACK_POINTERS: Readonly<Record<string, number>> = { x86_64: 7 };

/**
 * Probes where functions begin that a function calls, and those call down to a depth; each fires only for calls that come from there. Copies in the caller fire
 * where they begin. Calls by pointers aren't known.
 */
export function calleeProbes(image: DebugImage, caller: DwarfFunction, callee: string, depth: number, target: Target): readonly DerivedProbe[] {
  const matches = globMatcher(callee);
  const root = sourcePoint(image, "function", caller.name, caller);
  const probes: DerivedProbe[] = [];
  const seen = new Set([caller.die.offset]);
  let callers: readonly CodeScope[] = [...caller.bodies, ...caller.inlined()];
  for (let level = 1; level <= depth; level++) {
    const next: CodeScope[] = [];
    for (const code of callers) {
      for (const { place, returnAddress } of calledFrom(image, code)) {
        if (!matches(place.code.name)) continue;
        const point = `${root}.callee("${place.code.name}${place.source === undefined ? "" : `@${place.source.file}:${place.source.line}`}")`;
        const probe = debugProbe(point, image, place, target);
        const called = probe && (returnAddress === undefined ? probe : onlyFrom(probe, image.inMemory(returnAddress), target));
        if (called !== undefined) probes.push(called);
        if (!seen.has(place.code.die.offset)) next.push(place.code);
        seen.add(place.code.die.offset);
      }
    }
    callers = next;
  }
  return probes;
}

/** A function that another one calls, or has a copy of. */
interface Callee {
  readonly place: SourcePlace;
  /** Where the call returns to; undefined for copies. */
  readonly returnAddress: bigint | undefined;
}

function calledFrom({ dwarf }: DebugImage, code: CodeScope): readonly Callee[] {
  const copies = code.inlinedCalls().flatMap((copy): Callee[] => (copy.entry === undefined ? [] : [{ place: { code: copy, address: copy.entry, source: copy.source }, returnAddress: undefined }]));
  const calls = code.callSites().flatMap(({ callee, returnAddress }): Callee[] => {
    const name = callee?.name;
    if (name === undefined) return [];
    // A static function is one of the caller's unit; what is only declared there is another's.
    const known = dwarf.functions(name);
    const own = known.filter(({ die }) => die.unit === callee?.unit);
    const meant = own.some(({ bodies }) => bodies.length > 0) ? own : known.filter(({ isExternal }) => isExternal);
    return meant.flatMap((each) => functionBeginnings(each, { bodies: true, copies: false })).map((place) => ({ place, returnAddress }));
  });
  return [...copies, ...calls];
}

/** A probe at a function's beginning that fires for calls which return to an address. */
function onlyFrom(probe: DerivedProbe, returnAddress: bigint | undefined, target: Target): DerivedProbe | undefined {
  const { site } = probe;
  const stackPointer = STACK_POINTERS[target.arch];
  if (site.where !== "kernel" || returnAddress === undefined || stackPointer === undefined) return undefined;
  const selector = (builder: Builder): LongExpr => {
    const top = dwarfRegister(builder, stackPointer) ?? builder.constant(0);
    return builder.load(top, { size: 8, access: "kernel", onFault: "zero" });
  };
  // Other probes of the function fire for every call.
  return { ...probe, site: { ...site, attach: { ...site.attach, selects: "caller" }, select: { selector, value: BigInt.asIntN(64, returnAddress) } } };
}
