import type { Builder, Expr, Fact, Intrinsic, LongExpr, Parameter, StackName, Stmt, StringExpr } from "@tapset/core";
import { type Memory, symbolFacts, type SymbolFacts } from "./symbol-facts.js";
import type { SymbolStyle } from "./symbol-text.js";

const address: Parameter = { name: "addr", type: "long" };

/** Whose addresses a handler speaks of; `either` where an address itself tells. */
type Owner = StackName | "either";

/** Those of a process are of the handler's own, or in the session, which is in none, of whichever has them. */
function memoryOf(builder: Builder, owner: Owner): Memory {
  if (owner !== "user") return owner;
  return builder.engine === "kernel" ? "process" : "some-process";
}

/** A text about addresses. */
function tell(builder: Builder, owner: Owner, fact: (facts: SymbolFacts) => Fact, value: Expr): StringExpr {
  const memory = memoryOf(builder, owner);
  const chosen = fact(symbolFacts(builder.target, memory));
  if (memory === "kernel") return builder.fact(chosen, value);
  const process = memory === "some-process" ? builder.environment("target") : builder.binary("shr", builder.environment("pid_tgid"), 32);
  return builder.fact(chosen, process, value);
}

/** A text about one address. */
export function addressText(builder: Builder, owner: Owner, style: SymbolStyle, value: Expr): StringExpr {
  return tell(builder, owner, (facts) => facts.of(style), value);
}

function aboutAddress(name: string, stack: StackName, style: SymbolStyle, doc: string): Intrinsic {
  return { name, parameters: [address], returns: "string", doc, purity: "reads", lower: (builder, value) => addressText(builder, stack, style, value) };
}

const kernelSymbol = (name: string, style: SymbolStyle, doc: string): Intrinsic =>
  aboutAddress(name, "kernel", style, `${doc}; its hexadecimal number where the kernel has no symbol there, or hides where its symbols are`);

const kernelSource = (name: string, style: SymbolStyle, doc: string): Intrinsic =>
  aboutAddress(name, "kernel", style, `${doc}, by installed debugging information; its hexadecimal number where that isn't known`);

const userSymbol = (name: string, style: SymbolStyle, doc: string): Intrinsic => aboutAddress(name, "user", style, `${doc}; its hexadecimal number where that isn't known`);

/** The shortest address of a list (`0x` and a digit) and a blank; those of the kernel have 16 digits. */
const LEAST_ADDRESS_BYTES: Readonly<Record<StackName, number>> = { kernel: 17, user: 8 };

/** Prints a line for each address of a list, however many strings that makes. */
export function printStack(builder: Builder, stack: StackName, style: SymbolStyle, list: StringExpr, name: string): readonly Stmt[] {
  if (builder.engine === "kernel") return [builder.print("output", builder.value("s", tell(builder, stack, (facts) => facts.stack(style), list)))];
  // In the session a text is a string, and cut like one: each line is a text of its own.
  const kept = builder.keptText(name, "addresses");
  const most = Math.ceil((builder.maxString + 1) / LEAST_ADDRESS_BYTES[stack]);
  const lines = Array.from({ length: most }, (_, index) => builder.value("s", tell(builder, stack, (facts) => facts.stackLine(style, index), kept)));
  return [{ op: "set", local: kept.local, value: list }, builder.print("output", ...lines)];
}

function printing(name: string, parameter: string, stack: StackName, doc: string, style: SymbolStyle = "full"): Intrinsic {
  return {
    name,
    parameters: [{ name: parameter, type: "string" }],
    returns: "void",
    doc,
    purity: "effect",
    lower: (builder, list) => printStack(builder, stack, style, list as StringExpr, name),
  };
}

/** A line for each address of a list, as many as a string holds. */
export function stackText(builder: Builder, stack: StackName, style: SymbolStyle, list: StringExpr): StringExpr {
  return tell(builder, stack, (facts) => facts.lines(style, builder.maxString), list);
}

function text(name: string, parameter: string, stack: StackName, style: SymbolStyle, doc: string): Intrinsic {
  return {
    name,
    parameters: [{ name: parameter, type: "string" }],
    returns: "string",
    doc,
    purity: "reads",
    lower: (builder, list) => stackText(builder, stack, style, list as StringExpr),
  };
}

/** Where the kernel tells it, a number that is known before the script runs. */
function addressOf(builder: Builder, name: StringExpr): LongExpr {
  if (name.op !== "text") return builder.refuse("not-a-symbol-name", "symbol_address() takes the name of a symbol as a text in quotes", "write the name itself");
  return builder.constant(BigInt.asIntN(64, builder.target.symbols()?.find(name.text)?.address ?? 0n));
}

/**
 * What addresses mean. Symbols of the kernel are those that there were when the first was asked for; those of a process are of the
 * files it has mapped, or had before it ended.
 */
export const symbolFunctions: readonly Intrinsic[] = [
  kernelSymbol("symname", "name", "the name of the kernel's symbol that an address is in"),
  kernelSymbol("symdata", "data", "the kernel's symbol that an address is in, with offset, size and module: vfs_read+0x1f/0x190 [kernel]"),
  {
    name: "symbol_address",
    parameters: [{ name: "name", type: "string" }],
    returns: "long",
    doc: "the address of the kernel's function or variable of a name, which is written in quotes; 0 where the kernel has none, or hides where its symbols are",
    purity: "pure",
    lower: (builder, name) => addressOf(builder, name as StringExpr),
  },
  kernelSource("symfile", "file", "the source file of a kernel address"),
  kernelSource("symline", "line", "the line in its source file of a kernel address"),
  kernelSource("symfileline", "fileline", "the source file and line of a kernel address"),
  userSymbol("usymname", "name", "the name of the symbol that an address of the current process is in"),
  userSymbol("usymdata", "data", "the symbol that an address of the current process is in, with offset, size and file: main+0x1f/0x190 [/bin/ls]; without a symbol the place in the file"),
  userSymbol("usymfile", "file", "the source file of an address of the current process, by installed debugging information"),
  userSymbol("usymline", "line", "the line in its source file of an address of the current process, by installed debugging information"),
  userSymbol("usymfileline", "fileline", "the source file and line of an address of the current process, by installed debugging information"),
  aboutAddress("umodname", "user", "module", "the name, without folders, of the file that has an address of the current process; <unknown> where none has"),
  printing("print_stack", "stk", "kernel", "prints a line for each kernel address of a text that backtrace() made: the address, its symbol, offset, size and module"),
  printing("print_syms", "callers", "kernel", "the same, of a text that callers() made, or stack() by and by"),
  text("sprint_stack", "stk", "kernel", "simple", "a line for each kernel address of a text that backtrace() made: its symbol, offset and module; as many as a string holds"),
  text("sprint_syms", "callers", "kernel", "data", "a line for each kernel address of a text: its symbol, offset, size and module; as many as a string holds"),
  printing("print_ustack", "stk", "user", "prints a line for each address of a text that ubacktrace() made: the address, its symbol, offset, size and file"),
  printing("_print_ustack_fileline", "stk", "user", "as print_ustack(), with source files and lines where debugging information is installed", "sourced"),
  printing("print_usyms", "callers", "user", "the same, of a text that ucallers() made, or ustack() by and by"),
  text("sprint_ustack", "stk", "user", "simple", "a line for each address of a text that ubacktrace() made: its symbol, offset and file; as many as a string holds"),
  text("sprint_usyms", "callers", "user", "data", "a line for each address of a text that ucallers() made: its symbol, offset, size and file; as many as a string holds"),
];
