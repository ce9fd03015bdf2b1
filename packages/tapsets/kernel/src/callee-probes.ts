import { type Builder, type DebugImage, type DerivedProbe, functionBeginnings, globMatcher, type LongExpr, type SourcePlace, type Target } from "@tapset/core";
import type { CodeScope, DwarfFunction } from "@tapset/elf";
import { debugProbe, sourcePoint } from "./debug-probe.js";
import type { FunctionEnd } from "./function-probe.js";
import { dwarfRegister } from "./register-values.js";

/** The stack pointer, and where the processor is, by DWARF's numbers. */
const REGISTERS: Readonly<Record<string, { readonly stack: number; readonly instruction: number }>> = { x86_64: { stack: 7, instruction: 16 } };

/** Which of the functions that a function calls are meant. */
export interface WantedCallees {
  /** May hold wildcards. */
  readonly name: string;
  /** 1 for what the function itself calls, 2 also for what that calls, and so on. */
  readonly depth: number;
  /** Left out: where calls, and copies in the caller, begin. */
  readonly end?: FunctionEnd;
}

/**
 * Probes of functions that a function calls, and those call down to a depth; each fires only for calls that come from there. Copies in the caller fire
 * where they begin, and have no other end. Calls by pointers aren't known.
 */
export function calleeProbes(image: DebugImage, caller: DwarfFunction, { name, depth, end }: WantedCallees, target: Target): readonly DerivedProbe[] {
  const matches = globMatcher(name);
  const root = sourcePoint(image, "function", caller.name, caller);
  const probes: DerivedProbe[] = [];
  const seen = new Set([caller.die.offset]);
  let callers: readonly CodeScope[] = [...caller.bodies, ...caller.inlined()];
  for (let level = 1; level <= depth; level++) {
    const next: CodeScope[] = [];
    for (const code of callers) {
      for (const { place, returnAddress } of calledFrom(image, code)) {
        if (!matches(place.code.name) || (end !== undefined && returnAddress === undefined)) continue;
        const point = `${root}.callee("${place.code.name}${place.source === undefined ? "" : `@${place.source.file}:${place.source.line}`}")${end === undefined ? "" : `.${end}`}`;
        const probe = debugProbe(point, image, place, target, end);
        const called = probe && (returnAddress === undefined ? probe : onlyFrom(probe, image.inMemory(returnAddress), end, target));
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

/** A probe at an end of a function that fires for calls which return to an address. */
function onlyFrom(probe: DerivedProbe, returnAddress: bigint | undefined, end: FunctionEnd | undefined, target: Target): DerivedProbe | undefined {
  const { site } = probe;
  const registers = REGISTERS[target.arch];
  if (site.where !== "kernel" || returnAddress === undefined || registers === undefined) return undefined;
  const selector = (builder: Builder): LongExpr => {
    // By the return the address is no longer on the stack; the kernel has it be where the processor is (since 5.16).
    if (end === "return") return dwarfRegister(builder, registers.instruction) ?? builder.constant(0);
    const top = dwarfRegister(builder, registers.stack) ?? builder.constant(0);
    return builder.load(top, { size: 8, access: "kernel", onFault: "zero" });
  };
  // Other probes of the function fire for every call.
  return { ...probe, site: { ...site, attach: { ...site.attach, selects: "caller" }, select: { selector, value: BigInt.asIntN(64, returnAddress) } } };
}
