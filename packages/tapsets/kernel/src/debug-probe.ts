import { AT } from "@tapset/elf";
import { type ContextVariable, type DebugContext, type DebugImage, debugScope, debugType, type DerivedProbe, narrowed, type SourcePlace, type Target } from "@tapset/core";
import { type CType, printType } from "@tapset/btf";
import { atAnywhere, atFunction, atReturn, type FunctionEnd, kprobe } from "./function-probe.js";
import { returnsNothing } from "./kernel-function.js";
import { dwarfRegister, registerValues } from "./register-values.js";

/**
 * A probe at a place in code that debug information describes, or at the end of the function that begins there. undefined where it
 * can't be told where in memory that is: the kernel hides its addresses, or has let go of that code.
 */
export function debugProbe(point: string, image: DebugImage, place: SourcePlace, target: Target, end: FunctionEnd = "call"): DerivedProbe | undefined {
  const { code, address } = place;
  const memory = image.inMemory(address);
  if (memory === undefined) return undefined;
  const btf = image.module === undefined ? target.btf : (target.moduleBtf(image.module) ?? target.btf);
  const typeOf = (die: Parameters<typeof debugType>[0]): CType => debugType(die, btf);
  const context: DebugContext = { access: "kernel", inMemory: (each) => image.inMemory(each), register: dwarfRegister };
  const result = end === "return" ? resultOf(typeOf(code.die.inherited(AT.type)?.die.reference(AT.type)), target) : undefined;
  const isEntry = !code.isInlined && code.entry === address;
  return {
    ...kprobe(point, { address: memory.toString(16) }, end),
    scope: debugScope(code, address, { context, typeOf, ...(end === "return" && { atReturn: { result } }) }),
    registers: end === "return" ? atReturn : isEntry ? atFunction : atAnywhere,
  };
}

/** `$return` of a function that returns a type; undefined where it returns nothing. */
function resultOf(type: CType, target: Target): ContextVariable | undefined {
  if (returnsNothing(type)) return undefined;
  return { name: "$return", type: "long", doc: "what the function returned", ctype: printType(type), load: (builder) => ({ ...narrowed(builder, registerValues({ parameters: [] }, target).result(builder, type), type), ctype: type }) };
}

/** A probe at one of many places, each of which the kernel may forbid. */
export function oneOfManyPlaces(probe: DerivedProbe): DerivedProbe {
  const { site, entry } = probe;
  if (site.where !== "kernel") return probe;
  return { ...probe, site: { ...site, attach: { ...site.attach, optional: probe.point } }, ...(entry && { entry: { ...entry, attach: { ...entry.attach, optional: probe.point } } }) };
}

/** A point with a place in the source, as pp() prints it: `kernel.function("vfs_read@fs/read_write.c:450")`. */
export function sourcePoint(image: DebugImage, kind: "function" | "statement", name: string, { source }: Pick<SourcePlace, "source">): string {
  const root = image.module === undefined ? "kernel" : `module("${image.module}")`;
  return `${root}.${kind}("${name}${source === undefined ? "" : `@${source.file}:${source.line}`}")`;
}
