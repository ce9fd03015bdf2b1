import type { Builder, Fact, Intrinsic, Parameter, Stmt, StringExpr } from "@tapset/core";
import { symbolFacts, type SymbolFacts } from "./symbol-facts.js";
import type { LineStyle } from "./symbol-text.js";

const address: Parameter = { name: "addr", type: "long" };

function aboutAddress(name: string, doc: string, fact: (facts: SymbolFacts) => Fact): Intrinsic {
  return {
    name,
    parameters: [address],
    returns: "string",
    doc: `${doc}; its hexadecimal number where the kernel has no symbol there, or hides where its symbols are`,
    purity: "reads",
    lower: (builder, addr) => builder.fact(fact(symbolFacts(builder.target)), addr),
  };
}

/** What SystemTap reads from debugging information, and what it gives where there is none. */
function aboutSource(name: string, what: string): Intrinsic {
  return {
    name,
    parameters: [address],
    returns: "string",
    doc: `${what} of a kernel address; as no debugging information is read, its hexadecimal number`,
    purity: "reads",
    lower: (builder, addr) => builder.format(builder.value("x", addr, true)),
  };
}

/** A kernel address has 16 digits, and a blank behind it. */
const LEAST_ADDRESS_BYTES = 17;

/** Prints a line for each address of a list, however many strings that makes. */
export function printStack(builder: Builder, list: StringExpr, name: string): readonly Stmt[] {
  const facts = symbolFacts(builder.target);
  if (builder.engine === "kernel") return [builder.print("output", builder.value("s", builder.fact(facts.stack, list)))];
  // In the session a text is a string, and cut like one: each line is a text of its own.
  const kept = builder.keptText(name, "addresses");
  const lines = Array.from({ length: Math.ceil((builder.maxString + 1) / LEAST_ADDRESS_BYTES) }, (_, index) => builder.value("s", builder.fact(facts.stackLine(index), kept)));
  return [{ op: "set", local: kept.local, value: list }, builder.print("output", ...lines)];
}

function printing(name: string, parameter: string, doc: string): Intrinsic {
  return {
    name,
    parameters: [{ name: parameter, type: "string" }],
    returns: "void",
    doc,
    purity: "effect",
    lower: (builder, list) => printStack(builder, list as StringExpr, name),
  };
}

/** A line for each address of a list, as many as a string holds. */
export function stackText(builder: Builder, list: StringExpr, style: LineStyle): StringExpr {
  return builder.fact(symbolFacts(builder.target).lines(style, builder.maxString), list);
}

function text(name: string, parameter: string, style: LineStyle, doc: string): Intrinsic {
  return {
    name,
    parameters: [{ name: parameter, type: "string" }],
    returns: "string",
    doc,
    purity: "reads",
    lower: (builder, list) => stackText(builder, list as StringExpr, style),
  };
}

/** What addresses of the kernel mean. Symbols are those that there were when the first was asked for. */
export const symbolFunctions: readonly Intrinsic[] = [
  aboutAddress("symname", "the name of the kernel's symbol that an address is in", ({ name }) => name),
  aboutAddress("symdata", "the kernel's symbol that an address is in, with offset, size and module: vfs_read+0x1f/0x190 [kernel]", ({ data }) => data),
  aboutSource("symfile", "the source file"),
  aboutSource("symline", "the line in its source file"),
  aboutSource("symfileline", "the source file and line"),
  printing("print_stack", "stk", "prints a line for each kernel address of a text that backtrace() made: the address, its symbol, offset, size and module"),
  printing("print_syms", "callers", "the same, of a text that callers() made, or stack() by and by"),
  text("sprint_stack", "stk", "simple", "a line for each kernel address of a text that backtrace() made: its symbol, offset and module; as many as a string holds"),
  text("sprint_syms", "callers", "data", "a line for each kernel address of a text: its symbol, offset, size and module; as many as a string holds"),
];
