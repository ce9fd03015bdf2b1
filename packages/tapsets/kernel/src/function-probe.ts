import type { DerivedProbe, KernelSite, Target } from "@tapset/core";
import { type ProbeRegisters, registersInContext, scopeOf } from "@tapset/core";
import type { FunctionSpec } from "./attach.js";
import { functionScope, trampolineValues } from "./function-scope.js";
import { taskOfFunction } from "./interrupts.js";
import { fitsTrampoline, type KernelFunction } from "./kernel-function.js";
import { inRegisters, registerValues } from "./register-values.js";

/** At which end of a function a probe fires. */
export type FunctionEnd = "call" | "return";

/** The symbol with which the kernel's code starts. */
const KERNEL_START = "_stext";

/** A function's registers where it begins, where it has returned, and at other places. Shared, so that handlers can be. */
export const atFunction = atInstruction(registersInContext({ of: "kernel", at: "function" }));
export const atReturn = registersInContext({ of: "kernel", at: "anywhere" });
export const atAnywhere = atInstruction(atReturn);

/** Kprobes of x86 find the address register behind the first byte of their instruction, which was an interrupt, and of arm64 at it. */
function atInstruction(registers: ProbeRegisters): ProbeRegisters {
  const load: ProbeRegisters["load"] = (builder, member) => {
    const word = registers.load(builder, member);
    return builder.target.arch === "x86_64" && member === "ip" ? builder.binary("sub", word, 1) : word;
  };
  return { ...registers, load };
}

/** What attaches at an end of a function, as features are called. */
export const trampolineFeature = { call: "fentry", return: "fexit" } as const;
export const kprobeFeature = { call: "kprobe", return: "kretprobe" } as const;

/** A probe at an end of a function, by the best way there is on a target; undefined where there's none. */
export function functionProbe(point: string, each: KernelFunction, end: FunctionEnd, target: Target): DerivedProbe | undefined {
  const { prototype } = each;
  const fits = prototype !== undefined && fitsTrampoline(prototype) && target.feature(trampolineFeature[end]).verdict !== "no";
  const hasKprobes = target.feature(kprobeFeature[end]).verdict === "yes";
  if (fits && !(hasKprobes && isPreemptible(target))) {
    const probe = trampolineProbe(point, each, end);
    return probe && hasKprobes ? { ...probe, withRegisters: kprobeAtFunction(point, each, end, target) } : probe;
  }
  if (hasKprobes) return kprobeAtFunction(point, each, end, target);
  return undefined;
}

/**
 * A probe at one of the many functions that a wildcard means, each of which the kernel may forbid. Handlers that don't ask where they are
 * share a kprobe program, where fentry takes one for each function.
 */
export function oneOfMany(probe: DerivedProbe, each: KernelFunction, end: FunctionEnd, target: Target): DerivedProbe {
  const optional = <S extends Pick<KernelSite, "attach">>(site: S): S => ({ ...site, attach: { ...site.attach, optional: probe.point } });
  const { site, entry, withRegisters } = probe;
  if (site.where !== "kernel") return probe;
  const shared = sharedSite(each, end, target);
  return {
    ...probe,
    site: { ...optional(site), ...(shared && { contextFree: optional(shared) }) },
    ...(entry && { entry: optional(entry) }),
    ...(withRegisters && { withRegisters: oneOfMany(withRegisters, each, end, target) }),
  };
}

/** How one program is attached to many functions: by kprobes, which newer kernels set all at once. */
function sharedSite(each: KernelFunction, end: FunctionEnd, target: Target): KernelSite["contextFree"] {
  if (target.feature(kprobeFeature[end]).verdict !== "yes") return undefined;
  const { name, module } = each;
  if (module === undefined && target.feature("kprobe-multi").verdict === "yes") {
    const attach: FunctionSpec = { kind: `${kprobeFeature[end]}-multi`, function: name };
    return { program: { type: "KPROBE", expectedAttachType: "TRACE_KPROBE_MULTI" }, attach };
  }
  const { program, attach } = kprobeSite(placeFromStart(each, target), kprobeFeature[end]);
  return { program, attach };
}

/**
 * A function by its distance from where the kernel's code starts, where symbols tell. To find a name, kernels before 6.2 look through their
 * symbols until they have it, and from 6.7 on they refuse one that several have: this one is among the first, and only one has it.
 */
function placeFromStart({ name, module, address }: KernelFunction, target: Target): Place {
  const start = target.symbols()?.find(KERNEL_START)?.address;
  if (address === undefined || start === undefined || address < start) return placeOf(name, module);
  return { function: KERNEL_START, offset: Number(address - start) };
}

/**
 * Where a task may be switched away from inside a handler, those of other tasks on that CPU are missed: kprobes, whose handlers are
 * never switched away from, miss none.
 */
function isPreemptible(target: Target): boolean {
  const isOn = (name: string): boolean => target.config(name) === "y";
  return isOn("CONFIG_PREEMPT_RT") || (isOn("CONFIG_PREEMPT") && !isOn("CONFIG_PREEMPT_DYNAMIC"));
}

function trampolineProbe(point: string, { name, module, prototype }: KernelFunction, end: FunctionEnd): DerivedProbe | undefined {
  if (prototype === undefined) return undefined;
  const site = (kind: "fentry" | "fexit"): KernelSite => {
    const attach: FunctionSpec = { kind, function: name, ...(module !== undefined && { module }) };
    const program = {
      ...{ type: "TRACING", expectedAttachType: `TRACE_${kind.toUpperCase()}`, attachBtfName: name },
      ...(module !== undefined && { attachBtfModule: module }),
      runBy: { function: name, ...(module !== undefined && { module }), hasEnded: kind === "fexit" },
    };
    return { where: "kernel", program, attach, ...taskOfFunction(name) };
  };
  return {
    point,
    site: site(trampolineFeature[end]),
    scope: functionScope(prototype, trampolineValues(prototype.parameters.length), end),
    needs: [trampolineFeature[end]],
    ...(end === "return" && { entry: site("fentry"), entryNests: true }),
  };
}

/** A probe at an end of a function by kprobe: where types tell of it, with its parameters. */
export function kprobeAtFunction(point: string, each: KernelFunction, end: FunctionEnd, target: Target): DerivedProbe {
  const { name, module, prototype } = each;
  const place = placeOf(name, module);
  const scope = prototype === undefined ? undefined : functionScope(inRegisters(prototype, target), registerValues(prototype, target), end);
  const site = { ...kprobeSite(place, kprobeFeature[end]), ...taskOfFunction(name) };
  return { ...kprobe(point, place, end), site, ...(scope && { scope }) };
}

/** A probe at an instruction of the kernel, by its address. */
export function kprobeAtAddress(point: string, address: bigint, end: FunctionEnd, isFunction: boolean): DerivedProbe {
  const probe = kprobe(point, placeAt(address), end);
  return isFunction || end === "return" ? probe : { ...probe, registers: atAnywhere };
}

/** A probe at an instruction, by a function and bytes from its beginning. */
export function kprobeAtOffset(point: string, { name, module }: KernelFunction, offset: number): DerivedProbe {
  return { ...kprobe(point, placeOf(name, module, offset), "call"), registers: offset === 0 ? atFunction : atAnywhere };
}

type Place = Extract<FunctionSpec, { place: unknown }>["place"];

function placeOf(name: string, module: string | undefined, offset = 0): Place {
  return { function: module === undefined ? name : `${module}:${name}`, offset };
}

function placeAt(address: bigint): Place {
  return { address: BigInt.asUintN(64, address).toString(16) };
}

function kprobeSite(place: Place, kind: "kprobe" | "kretprobe"): KernelSite {
  return { where: "kernel", program: { type: "KPROBE" }, attach: { kind, place } };
}

/** A probe at a place of the kernel that nothing else is known of. */
export function kprobe(point: string, place: Place, end: FunctionEnd): DerivedProbe {
  return {
    point,
    site: kprobeSite(place, kprobeFeature[end]),
    scope: scopeOf(),
    needs: [kprobeFeature[end]],
    registers: end === "call" ? atFunction : atReturn,
    ...(end === "return" && { entry: kprobeSite(place, "kprobe"), entryNests: true, entryRegisters: atFunction }),
  };
}
