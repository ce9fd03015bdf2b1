import { lazyScope, memberLoad, tracepointCallers, type Builder, type Derivation, type DerivedProbe, type FeatureName, type KernelSite, type LongExpr, type Match, type Pattern, type PatternComponent, type ProbeFamily, type Target } from "@tapset/core";
import { anyScope } from "./any-call.js";
import { ArgumentReader } from "./argument-reader.js";
import { callRegisters, registers } from "./call-registers.js";
import { unsigned32 } from "./argument-kind.js";
import type { SyscallSpec } from "./attach.js";
import { multiplexedNumber, multiplexers } from "./multiplexers.js";
import { type SyscallRegisters, syscallRegisters } from "./syscall-abi.js";
import { entryScope, nameFact, returnScope, type Shared } from "./syscall-scope.js";
import { callsOf, syscallTable, type ArchitectureCalls } from "./syscall-table.js";

/** What's known of an architecture's calls. */
interface Architecture {
  readonly calls: ArchitectureCalls;
  readonly returning: ArchitectureCalls;
  readonly shared: Shared;
  /** Where a call of a selector fires. */
  entry(selector: bigint): KernelSite;
  return(selector: bigint): KernelSite;
}

const architectures = new Map<string, Architecture>();

function architecture(arch: string, registers: SyscallRegisters): Architecture {
  let known = architectures.get(arch);
  if (known === undefined) {
    const calls = callsOf(syscallTable, arch);
    const returning = callsOf(syscallTable.filter(({ returns }) => returns !== "never"), arch);
    const readers = new Map<bigint, ArgumentReader>();
    const reader = (selector: bigint): ArgumentReader | undefined => {
      const call = calls.bySelector.get(selector);
      const read = readers.get(selector) ?? (call && new ArgumentReader(call));
      if (read) readers.set(selector, read);
      return read;
    };
    const sites = { entry: selectedSite("sys_enter", selectorBy(numberAtEntry, registers, arch)), return: selectedSite("sys_exit", selectorBy(numberAtExit(registers), registers, arch)) };
    known = { calls, returning, shared: { names: nameFact(calls.bySelector), reader }, ...sites };
    architectures.set(arch, known);
  }
  return known;
}

const RETURN: PatternComponent = { name: "return" };
const CALL = callComponent(({ calls }) => calls);
const RETURNING_CALL = callComponent(({ returning }) => returning);

function callComponent(which: (known: Architecture) => ArchitectureCalls): PatternComponent {
  const ask = (list: "points" | "synonyms") => ({ arch }: Target): readonly string[] => {
    const registers = syscallRegisters[arch];
    return registers === undefined ? [] : which(architecture(arch, registers))[list];
  };
  return { name: "NAME", names: ask("points"), synonyms: ask("synonyms") };
}

const entryVariables = [
  { name: "name", type: "string", doc: "name of the system call" },
  { name: "argstr", type: "string", doc: "the arguments, as a C programmer would write them" },
] as const;
const returnVariables = [
  { name: "name", type: "string", doc: "name of the system call" },
  { name: "retval", type: "long", doc: "the result: negative errno on failure" },
  { name: "retstr", type: "string", doc: "the result, with the name of the error" },
  { name: "$return", type: "long", doc: "the result: negative errno on failure" },
  { name: "argstr", type: "string", doc: "the arguments, as they were at entry" },
] as const;

const entryNeeds: readonly FeatureName[] = ["tp-btf"];
/** What was read at entry is kept for the thread. */
const returnNeeds: readonly FeatureName[] = ["tp-btf", "task-storage"];

const anyVariables = [
  { name: "syscall_nr", type: "long", doc: "number of the system call" },
  { name: "name", type: "string", doc: "name of the system call" },
] as const;

const patterns: readonly Pattern[] = [
  ...patternsUnder("syscall", entryVariables, returnVariables),
  // Of SystemTap's two other ways to the same calls, without debugging information and by tracepoints, all of ours are both.
  ...patternsUnder("nd_syscall"),
  ...patternsUnder("tp_syscall"),
  ...anyPatterns("syscall_any", anyVariables),
  ...anyPatterns("nd_syscall_any"),
  ...anyPatterns("tp_syscall_any"),
];

type Variables = NonNullable<Pattern["variables"]>;

function patternsUnder(name: string, entry?: Variables, back?: Variables): readonly Pattern[] {
  const call = [{ name }, CALL];
  const returned = [{ name }, RETURNING_CALL, RETURN];
  return [
    { components: call, doc: "when a thread enters the system call", ...(entry && { variables: entry }), needs: entryNeeds },
    { components: returned, doc: "when the system call returns to a thread whose entry was seen", ...(back && { variables: back }), needs: returnNeeds },
    { components: [...returned, { name: "maxactive", literal: "number" }], doc: "the same: any number of calls may be under way", needs: returnNeeds },
  ];
}

function anyPatterns(name: string, variables?: Variables): readonly Pattern[] {
  const result = { name: "retval", type: "long", doc: "the result: negative errno on failure" } as const;
  return [
    { components: [{ name }], doc: "when a thread enters any system call", ...(variables && { variables }), needs: entryNeeds },
    { components: [{ name }, RETURN], doc: "when any system call returns", ...(variables && { variables: [...variables, result] }), needs: entryNeeds },
  ];
}

function site(tracepoint: "sys_enter" | "sys_exit"): Omit<KernelSite, "select"> {
  const attach: SyscallSpec = { kind: "tp-btf", tracepoint };
  return { where: "kernel", program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: `btf_trace_${tracepoint}`, calledBy: tracepointCallers(tracepoint) }, attach };
}

/** A site for each call: hundreds have the rest in common. */
function selectedSite(tracepoint: "sys_enter" | "sys_exit", selector: NumberOf): (value: bigint) => KernelSite {
  const common = site(tracepoint);
  return (value) => ({ ...common, select: { selector, value } });
}

/** The call's number. */
type NumberOf = (builder: Builder) => LongExpr;
const numberAtEntry: NumberOf = (builder) => builder.context(8);
/** At exit the number is what the entry left in the registers. */
const numberAtExit = ({ number }: SyscallRegisters): NumberOf => (builder) => memberLoad(builder, registers(builder), number);

/** What all calls are told apart by (see selectorOf). */
function plainSelector(number: NumberOf, { mode: { member, bit, native } }: SyscallRegisters): NumberOf {
  return (builder) => {
    const modeBit = builder.binary("and", builder.binary("shr", memberLoad(builder, registers(builder), member), bit), 1);
    return builder.binary("or", builder.binary("shl", number(builder), 1), builder.binary("xor", modeBit, native));
  };
}

/** The same, but where a call makes others which one that is (see multiplexedNumber). */
function selectorBy(number: NumberOf, known: SyscallRegisters, arch: string): NumberOf {
  const plain = plainSelector(number, known);
  const own = (multiplexers[arch] ?? []).flatMap(({ name, operation, calls }, index) => {
    const number = syscallTable.find((row) => row.name === name)?.numbers[known.abis[1].name];
    return number === undefined ? [] : [{ number, operation, index, most: Math.max(...Object.keys(calls).map(Number)) }];
  });
  return (builder) => {
    const otherwise = plain(builder);
    return own.reduce((rest: LongExpr, each) => {
      const operation = unsigned32(builder, memberLoad(builder, registers(builder), each.operation));
      const isKnown = builder.compare("le", operation, builder.constant(each.most));
      const isCompat = builder.binary("and", otherwise, 1);
      // Few calls have its number: whose it is matters only then.
      const isIt = builder.logical("and", builder.compare("eq", number(builder), builder.constant(each.number)), builder.logical("and", isCompat, isKnown));
      const selector = builder.binary("or", builder.binary("shl", builder.binary("add", operation, multiplexedNumber(each.index, 0)), 1), 1);
      return builder.select(isIt, selector, rest);
    }, otherwise);
  };
}

function derive(match: Match, { arch }: Target): Derivation {
  const known = syscallRegisters[arch];
  if (known === undefined) {
    return {
      kind: "errors",
      errors: [{ id: "unknown-architecture", message: `system calls of ${arch} are not described yet`, hints: [], lacks: "tp-btf" }],
    };
  }
  return match.components[0]?.name.endsWith("_any") ? deriveAny(match, known, architecture(arch, known)) : deriveCalls(match, architecture(arch, known));
}

function deriveCalls({ components, text }: Match, architecture: Architecture): Derivation {
  const { calls, returning, shared } = architecture;
  const point = components[1]?.name ?? "";
  const isReturn = components.length > 2;
  const found = (isReturn ? returning : calls).byPoint.get(point);
  if (found === undefined) {
    const message = `no system call${isReturn ? " that returns" : ""} is named ${point}`;
    return { kind: "errors", errors: [{ id: "no-such-syscall", message, hints: ["list them with: tapset -l 'syscall.*'"] }] };
  }
  const probes = found.map((call): DerivedProbe => {
    const entry = architecture.entry(call.selector);
    return isReturn
      ? { point: text, site: architecture.return(call.selector), entry, scope: lazyScope(() => returnScope(call, shared)), registers: callRegisters, needs: returnNeeds }
      : { point: text, site: entry, scope: lazyScope(() => entryScope(call, shared)), registers: callRegisters, needs: entryNeeds };
  });
  return { kind: "probes", probes };
}

/** All calls, also those that the table doesn't have. */
function deriveAny({ components, text }: Match, known: SyscallRegisters, { shared }: Architecture): Derivation {
  const isReturn = components.length > 1;
  const number = isReturn ? numberAtExit(known) : numberAtEntry;
  const probe: DerivedProbe = {
    point: text,
    site: site(isReturn ? "sys_exit" : "sys_enter"),
    scope: lazyScope(() => anyScope(shared, number, plainSelector(number, known), isReturn)),
    registers: callRegisters,
    needs: entryNeeds,
  };
  return { kind: "probes", probes: [probe] };
}

/**
 * `syscall.NAME` and `syscall.NAME.return` (`nd_syscall` and `tp_syscall` are the same) and `syscall_any`: one dispatcher at each of the
 * kernel's two tracepoints.
 */
export const syscallFamily: ProbeFamily = {
  name: "syscall",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
