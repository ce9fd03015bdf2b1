import type { Fact, Target } from "@tapset/core";
import { callerText, fittingLines, type LineStyle, stackLines, symbolData, symbolName } from "./symbol-text.js";

/** The longest name a kernel gives (KSYM_NAME_LEN), offset, size and module. */
const LONGEST = 640;

/** Texts about addresses of one kernel, made of its symbols when a line is printed. */
export interface SymbolFacts {
  readonly name: Fact;
  readonly data: Fact;
  readonly caller: Fact;
  /** All lines of a list of addresses, however long. */
  readonly stack: Fact;
  /** One of them, from 0; empty where there are fewer. */
  stackLine(index: number): Fact;
  /** As many of them as a string of `limit` bytes holds. */
  lines(style: LineStyle, limit: number): Fact;
}

const made = new WeakMap<Target, SymbolFacts>();

/** The facts of a target: the same ones each time, since keys of arrays agree by them. */
export function symbolFacts(target: Target): SymbolFacts {
  const known = made.get(target);
  if (known !== undefined) return known;
  const facts = makeFacts(target);
  made.set(target, facts);
  return facts;
}

function makeFacts(target: Target): SymbolFacts {
  const kept = new Map<string, Fact>();
  const keep = (name: string, make: () => Omit<Fact, "name" | "injective">): Fact => {
    const fact = kept.get(name) ?? { name: `context/${name}`, injective: false, ...make() };
    kept.set(name, fact);
    return fact;
  };
  const ofAddress = (name: string, text: (target: Target, address: bigint) => string): Fact =>
    keep(name, () => ({ bound: LONGEST, render: (address) => text(target, BigInt(address)) }));
  return {
    name: ofAddress("symbol name", symbolName),
    data: ofAddress("symbol data", symbolData),
    caller: ofAddress("caller", callerText),
    stack: keep("stack", () => ({ bound: Infinity, render: (list) => stackLines(target, "full", String(list)).join("") })),
    stackLine: (index) => keep(`stack line ${index}`, () => ({ bound: LONGEST, render: (list) => stackLines(target, "full", String(list))[index] ?? "" })),
    lines: (style, limit) => keep(`${style} lines ${limit}`, () => ({ bound: limit, render: (list) => fittingLines(target, style, String(list), limit) })),
  };
}
