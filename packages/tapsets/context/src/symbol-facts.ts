import type { Expr, Fact, IrNodes, StringExpr, Target } from "@tapset/core";
import { kernelPlace } from "./kernel-symbol.js";
import { fittingLines, type Locate, stackLines, type SymbolStyle, symbolText } from "./symbol-text.js";

/** The longest name a kernel gives (KSYM_NAME_LEN), offset, size and module. */
const LONGEST = 640;
/** Paths and names of programs are as long as they like; strings of scripts are no longer. */
const LONGEST_OF_PROGRAMS = 8192;

/** Whose addresses they are: the kernel's; those of a process, which comes with each; those of a process that nobody knows, or likely of one; the kernel's or a process's, as they themselves tell. */
export type Memory = "kernel" | "process" | "some-process" | "either";

/** Texts about addresses of some memory, made of its symbols when a line is printed. */
export interface SymbolFacts {
  /** Of one address. */
  of(style: SymbolStyle): Fact;
  /** All lines of a list of addresses, however long. */
  stack(style: SymbolStyle): Fact;
  /** One of them, from 0; empty where there are fewer. */
  stackLine(style: SymbolStyle, index: number): Fact;
  /** As many of them as a string of `limit` bytes holds. */
  lines(style: SymbolStyle, limit: number): Fact;
}

const made = new WeakMap<Target, Map<Memory, SymbolFacts>>();

/** The facts of a target: the same ones each time, since keys of arrays agree by them. Those of processes take an id before what they tell. */
export function symbolFacts(target: Target, memory: Memory): SymbolFacts {
  const ofTarget = made.get(target) ?? new Map<Memory, SymbolFacts>();
  made.set(target, ofTarget);
  const facts = ofTarget.get(memory) ?? makeFacts(target, memory);
  ofTarget.set(memory, facts);
  return facts;
}

function makeFacts(target: Target, memory: Memory): SymbolFacts {
  const kept = new Map<string, Fact>();
  const bound = memory === "kernel" ? LONGEST : LONGEST_OF_PROGRAMS;
  const watch = memory === "kernel" ? undefined : target.processes.watch;
  const keep = (name: string, most: number, text: (locate: Locate, value: bigint | string) => string): Fact => {
    const fact = kept.get(name) ?? { name: `context/${memory} ${name}`, injective: false, bound: most, watch, render: renderer(target, memory, text) };
    kept.set(name, fact);
    return fact;
  };
  const ofAddress = (style: SymbolStyle): Fact => keep(style, bound, (locate, address) => symbolText(locate, style, BigInt(address)));
  const name: Fact = memory === "kernel" ? { ...ofAddress("name"), spell: spellName } : ofAddress("name");
  return {
    of: (style) => (style === "name" ? name : ofAddress(style)),
    stack: (style) => keep(`${style} stack`, Infinity, (locate, list) => stackLines(locate, style, String(list)).join("")),
    stackLine: (style, index) => keep(`${style} stack line ${index}`, bound, (locate, list) => stackLines(locate, style, String(list))[index] ?? ""),
    lines: (style, limit) => keep(`${style} lines ${limit}`, limit, (locate, list) => fittingLines(locate, style, String(list), limit)),
  };
}

/** The kernel's own name of code, where handlers compare it or have it as a key; what stands behind it is a module. */
function spellName(nodes: IrNodes, address?: Expr): StringExpr {
  const told = nodes.format(nodes.value("symbol", address ?? nodes.constant(0)));
  return nodes.substr(told, 0, nodes.scan(told, nodes.constant(0), nodes.text(" "), true));
}

function renderer(target: Target, memory: Memory, text: (locate: Locate, value: bigint | string) => string): Fact["render"] {
  const { processes } = target;
  const inProcess = (pid: bigint | string | undefined): Locate => (address) => processes.placeOf(Number(pid), address);
  const inKernel: Locate = (address) => kernelPlace(target, address);
  switch (memory) {
    case "kernel":
      return (value = 0n) => text(inKernel, value);
    case "process":
      return (pid, value = 0n) => text(inProcess(pid), value);
    case "some-process":
      return (likely, value = 0n) => text((address) => processes.placeAnywhere(Number(likely), address), value);
    case "either":
      // The kernel has the upper half of the addresses.
      return (pid, value = 0n) => text((address) => (BigInt.asIntN(64, address) < 0n ? inKernel : inProcess(pid))(address), value);
  }
}
