import { lazyScope, memberLoad, type Builder, type Derivation, type DerivedProbe, type Fact, type FeatureName, type KernelSite, type LongExpr, type Match, type Pattern, type PatternComponent, type ProbeFamily, type Target } from "@tapset/core";
import { syscallRegisters } from "./argument-registers.js";
import type { SyscallSpec } from "./attach.js";
import { callRegisters, entryScope, nameFact, registers, returnScope } from "./syscall-scope.js";
import { callsOf, syscallTable, type ArchitectureCalls } from "./syscall-table.js";

/** What's known of an architecture's calls; its probes agree on one fact for `name`. */
interface Architecture {
  readonly calls: ArchitectureCalls;
  readonly returning: ArchitectureCalls;
  readonly names: Fact;
}

const architectures = new Map<string, Architecture>();

function architecture(arch: string): Architecture {
  let known = architectures.get(arch);
  if (known === undefined) {
    const calls = callsOf(syscallTable, arch);
    const returning = callsOf(syscallTable.filter(({ returns }) => returns !== "never"), arch);
    known = { calls, returning, names: nameFact(calls.names) };
    architectures.set(arch, known);
  }
  return known;
}

const RETURN: PatternComponent = { name: "return" };
const CALL = callComponent(({ calls }) => calls);
const RETURNING_CALL = callComponent(({ returning }) => returning);

function callComponent(which: (known: Architecture) => ArchitectureCalls): PatternComponent {
  return {
    name: "NAME",
    names: ({ arch }) => which(architecture(arch)).points,
    synonyms: ({ arch }) => which(architecture(arch)).synonyms,
  };
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

const patterns: readonly Pattern[] = [
  ...patternsUnder("syscall", entryVariables, returnVariables),
  // SystemTap's nd_syscall does without debugging information, as all of ours do.
  ...patternsUnder("nd_syscall"),
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

function site(tracepoint: "sys_enter" | "sys_exit", number: (builder: Builder) => LongExpr, value: bigint): KernelSite {
  const attach: SyscallSpec = { kind: "tp-btf", tracepoint };
  return {
    where: "kernel",
    program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: `btf_trace_${tracepoint}` },
    attach,
    select: { selector: (builder) => nativeOnly(builder, number(builder)), value },
  };
}

/** The call's number, made one that no call has where a 32-bit program calls. */
function nativeOnly(builder: Builder, number: LongExpr): LongExpr {
  const { member, mask, native } = syscallRegisters[builder.target.arch]!.mode;
  const mode = builder.binary("and", memberLoad(builder, registers(builder), member), mask);
  return builder.binary("or", number, builder.binary("shl", builder.binary("xor", mode, native), 32));
}

function entrySite(number: bigint): KernelSite {
  return site("sys_enter", (builder) => builder.context(8), number);
}

/** At exit the number is what the entry left in the registers. */
function returnSite(number: bigint, member: string): KernelSite {
  return site("sys_exit", (builder) => memberLoad(builder, registers(builder), member), number);
}

function derive(match: Match, { arch }: Target): Derivation {
  const known = syscallRegisters[arch];
  if (known === undefined) {
    return {
      kind: "errors",
      errors: [{ id: "unknown-architecture", message: `system calls of ${arch} are not described yet`, hints: [], lacks: "tp-btf" }],
    };
  }
  const point = match.components[1]?.name ?? "";
  const isReturn = match.components.length > 2;
  const { calls, returning, names } = architecture(arch);
  const rows = (isReturn ? returning : calls).byPoint.get(point);
  if (rows === undefined) {
    const message = `no system call${isReturn ? " that returns" : ""} is named ${point}`;
    return { kind: "errors", errors: [{ id: "no-such-syscall", message, hints: ["list them with: tapset -l 'syscall.*'"] }] };
  }
  const probes = rows.map((row): DerivedProbe => {
    const value = BigInt(row.numbers[arch]!);
    return isReturn
      ? {
          point: match.text,
          site: returnSite(value, known.number),
          entry: entrySite(value),
          scope: lazyScope(() => returnScope(row, names)),
          registers: callRegisters,
          needs: returnNeeds,
        }
      : { point: match.text, site: entrySite(value), scope: lazyScope(() => entryScope(row, names)), registers: callRegisters, needs: entryNeeds };
  });
  return { kind: "probes", probes };
}

/** `syscall.NAME` and `syscall.NAME.return` (`nd_syscall` is the same): one dispatcher at each of the kernel's two tracepoints. */
export const syscallFamily: ProbeFamily = {
  name: "syscall",
  patterns,
  derive,
  loadAttach: () => import("./attach.js"),
};
