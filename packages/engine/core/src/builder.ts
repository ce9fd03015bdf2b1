import type { CType } from "@tapset/btf";
import type { Span } from "@tapset/language";
import type { Automaton } from "./automaton.js";
import type { Fact } from "./fact.js";
import type {
  Access,
  BinaryOperator,
  Comparison,
  EnvironmentName,
  Expr,
  Local,
  LongExpr,
  Segment,
  StackName,
  Stmt,
  Stream,
  StringExpr,
  UnaryOperator,
} from "./ir.js";
import type { ReadPlans } from "./read-plan.js";
import type { ProbeRegisters } from "./probe-registers.js";
import { STACK_ADDRESS_BYTES, STACK_DEPTH } from "./stack-text.js";
import type { Target } from "./target.js";
import type { ScalarType } from "./value-type.js";

/** Thrown by {@link Builder.refuse}; the compiler turns it into a diagnostic at the expression that was being lowered. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly id: string,
    message: string,
    readonly hints: readonly string[],
  ) {
    super(message);
  }
}

/** The probe that runs: texts, or facts of the selector where one handler serves many probes. */
export interface RunningProbe {
  /** The derived point, as pp() gives it. */
  readonly point: StringExpr;
  /** What the script named, wildcards expanded, as pn() gives it. */
  readonly name: StringExpr;
  /** What makes it fire, as probe_type() gives it: a phase or source of the session, or the kind of program. */
  readonly type: StringExpr;
  /** The registers where it fires, if it has any. */
  readonly registers?: ProbeRegisters | undefined;
  /** The registers where its entry fires, where they differ from those. */
  readonly entryRegisters?: ProbeRegisters | undefined;
}

const nothing: StringExpr = { type: "string", op: "text", text: "", bound: 0 };
/** The probe where none runs: only types are asked for, or loads of the context. */
export const noProbe: RunningProbe = { point: nothing, name: nothing, type: nothing };

/** Options of {@link Builder.load}. */
export interface LoadOptions {
  readonly offset?: number;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed?: boolean;
  readonly access: Access;
  readonly seenAsPointer?: boolean;
  readonly onFault?: "zero" | "fail";
  /** What NULL leads to is 0, and no fault: for probe reads of pointers that may well be NULL. */
  readonly nullIsZero?: boolean;
  readonly ctype?: CType;
  readonly trusted?: boolean;
}

/**
 * Builds IR nodes that need to know nothing of where they stand. It folds nothing and knows no engine's details; it only
 * spares its callers the spelling of nodes.
 */
export class IrNodes {
  constructor(
    /** Where in the script the expression stands; recorded in nodes that can fail. */
    readonly span: Span | undefined,
    /** `-D MAXSTRINGLEN` and its default, less the terminating NUL: the bound of strings nothing else bounds. */
    readonly maxString: number,
  ) {}

  constant(value: bigint | number): LongExpr {
    return { type: "long", op: "const", value: BigInt.asIntN(64, BigInt(value)) };
  }
  text(text: string): StringExpr {
    return { type: "string", op: "text", text, bound: text.length };
  }
  environment(name: EnvironmentName): LongExpr {
    return { type: "long", op: "environment", name };
  }
  unary(operator: UnaryOperator, operand: LongExpr): LongExpr {
    return { type: "long", op: "unary", operator, operand };
  }
  binary(operator: BinaryOperator, left: LongExpr, right: LongExpr | bigint | number): LongExpr {
    return {
      type: "long",
      op: "binary",
      operator,
      left,
      right: typeof right === "object" ? right : this.constant(right),
      ...(this.span && { span: this.span }),
    };
  }
  compare(comparison: Comparison, left: Expr, right: Expr): LongExpr {
    return { type: "long", op: "compare", comparison, left, right };
  }
  select<E extends Expr>(condition: LongExpr, then: E, otherwise: E): E;
  select(condition: LongExpr, then: Expr, otherwise: Expr): Expr {
    return then.type === "long"
      ? { type: "long", op: "select", condition, then, otherwise: otherwise as LongExpr }
      : {
          type: "string",
          op: "select",
          condition,
          then,
          otherwise: otherwise as StringExpr,
          bound: Math.max(then.bound, (otherwise as StringExpr).bound),
        };
  }
  /** A choice between texts that may both be made, whichever is chosen. */
  eagerSelect(condition: LongExpr, then: StringExpr, otherwise: StringExpr): StringExpr {
    return { type: "string", op: "select", condition, then, otherwise, bound: Math.max(then.bound, otherwise.bound), isEager: true };
  }

  /** Short-circuit; 0 or 1. */
  logical(operator: "and" | "or", left: LongExpr, right: LongExpr): LongExpr {
    return { type: "long", op: "logical", operator, left, right };
  }
  /** At most `length` bytes from byte `start`. */
  substr(text: StringExpr, start: LongExpr | number, length: LongExpr | number): StringExpr {
    const long = (value: LongExpr | number): LongExpr => (typeof value === "number" ? this.constant(value) : value);
    return { type: "string", op: "substr", text, start: long(start), length: long(length), bound: text.bound };
  }
  /** The byte at `index`; 0 outside the text. */
  byte(text: StringExpr, index: LongExpr | number): LongExpr {
    return { type: "long", op: "byte", text, index: typeof index === "number" ? this.constant(index) : index };
  }
  /** Where `part` is first found, -1 where it isn't. */
  find(text: StringExpr, part: StringExpr): LongExpr {
    return { type: "long", op: "find", text, part };
  }
  /** Where, from byte `start` on, the first byte is that is `among` some, or isn't; the text's length where there is none. */
  scan(text: StringExpr, start: LongExpr, bytes: StringExpr, among: boolean): LongExpr {
    return { type: "long", op: "scan", text, start, bytes, among };
  }
  /** The number a text begins with; 0 where there is none. */
  strtol(text: StringExpr, base: LongExpr): LongExpr {
    return { type: "long", op: "strtol", text, base };
  }
  /** A text with `replacement` in the place of each `part`. */
  replace(text: StringExpr, part: StringExpr, replacement: StringExpr): StringExpr {
    return { type: "string", op: "replace", text, part, replacement, bound: this.maxString };
  }
  /** A text with its unprintable bytes escaped, at most `length` bytes; 0 is as long as strings may be. */
  escape(text: StringExpr, options: { readonly quotes: boolean; readonly length?: LongExpr }): StringExpr {
    const { quotes, length = this.constant(0) } = options;
    return { type: "string", op: "escape", text, quotes, length, bound: this.maxString };
  }
  /** Whether a regular expression matches: 0 or 1. */
  match(text: StringExpr, automaton: Automaton): LongExpr {
    return { type: "long", op: "match", text, automaton };
  }
  /** What a regular expression with registers finds. */
  part(text: StringExpr, automaton: Automaton): StringExpr {
    return { type: "string", op: "part", text, automaton, bound: text.bound };
  }
  fact(fact: Fact, ...raw: readonly Expr[]): StringExpr {
    return { type: "string", op: "fact", fact, raw, bound: Math.min(fact.bound, this.maxString) };
  }
  concat(...parts: readonly StringExpr[]): StringExpr {
    const bound = parts.reduce((sum, part) => sum + part.bound, 0);
    return { type: "string", op: "concat", parts, bound: Math.min(bound, this.maxString) };
  }
  /** Text as sprintf makes it. Use {@link value} and plain strings for the segments. */
  format(...segments: readonly (Segment | string)[]): StringExpr {
    const list = segments.map((segment): Segment => (typeof segment === "string" ? { kind: "text", text: segment } : segment));
    const bound = list.reduce((sum, segment) => sum + segmentBound(segment), 0);
    return { type: "string", op: "format", segments: list, bound: Math.min(bound, this.maxString) };
  }
  /** A plain `%CONVERSION` segment; `alternate` is printf's `#`. */
  value(conversion: "d" | "u" | "x" | "o" | "s" | "c" | "p" | "symbol", value: Expr, alternate = false): Segment {
    return {
      kind: "value",
      directive: {
        conversion,
        minus: false,
        plus: false,
        space: false,
        zero: false,
        alternate,
        width: undefined,
        precision: undefined,
      },
      value,
    };
  }
}

/** What the last `=~` of a handler matched. Both are errors when it didn't match. */
export interface LastMatch {
  /** A subexpression, 0 for all that matched; an error when there are fewer. */
  part(group: LongExpr): StringExpr;
  /** How many there are, the whole among them. */
  groups(): LongExpr;
}

/** What a handler keeps from one of its expressions to the next. */
export interface Kept {
  readonly lastMatch: LastMatch;
  /** A variable of the whole run, by name; it begins as 0 or "". */
  variable(name: string, type: ScalarType): Local;
}

/** Builds IR where a handler is lowered; given to families (context variables) and intrinsics. */
export class Builder extends IrNodes {
  constructor(
    /** The engine the expression will run in. */
    readonly engine: "kernel" | "session",
    readonly target: Target,
    span: Span | undefined,
    maxString: number,
    readonly probe: RunningProbe,
    /** Undefined where nothing can be kept. */
    private readonly kept?: Kept,
  ) {
    super(span, maxString);
  }

  /** The running probe point as pp() prints it: a text, or a fact of the selector where one handler serves many points. */
  get point(): StringExpr {
    return this.probe.point;
  }

  /** The registers where the probe fires; undefined where it has none. */
  get registers(): ProbeRegisters | undefined {
    return this.probe.registers;
  }

  /** Ends lowering of this expression with a diagnostic. */
  refuse(id: string, message: string, ...hints: readonly string[]): never {
    throw new Refusal(id, message, hints);
  }

  /** What the last `=~` matched. */
  get lastMatch(): LastMatch {
    return this.kept?.lastMatch ?? this.refuse("no-last-match", "what =~ matched isn't kept in conditions and in functions that call themselves");
  }

  /** Reads a variable that the handler keeps for `name`, which one call leaves to the next. */
  keptText(name: string, what: string): Extract<StringExpr, { op: "local" }> {
    return { type: "string", op: "local", local: this.#variable(what, "string", name), bound: this.maxString };
  }
  keptLong(name: string, what: string): Extract<LongExpr, { op: "local" }> {
    return { type: "long", op: "local", local: this.#variable(what, "long", name) };
  }
  #variable(what: string, type: ScalarType, name: string): Local {
    if (this.kept === undefined) this.refuse("nothing-kept", `what one ${name}() leaves to the next isn't kept in conditions and in functions that call themselves`);
    return this.kept.variable(`${name}.${what}`, type);
  }

  /** `size` bytes of the program's context. `trusted` marks pointers the verifier knows (tp_btf arguments). */
  context(offset: number, size: 1 | 2 | 4 | 8 = 8, options: { signed?: boolean; ctype?: CType; trusted?: boolean } = {}): LongExpr {
    const { signed = false, ctype, trusted } = options;
    return { type: "long", op: "context", offset, size, signed, ...(ctype && { ctype }), ...(trusted && { trusted }) };
  }
  load(address: LongExpr, options: LoadOptions): LongExpr {
    const { offset = 0, size, signed = false, access, seenAsPointer = false, onFault = "fail", nullIsZero = false, ctype, trusted } = options;
    return {
      type: "long",
      op: "load",
      address,
      offset,
      size,
      signed,
      access,
      ...(seenAsPointer && { seenAsPointer }),
      onFault,
      ...(nullIsZero && { nullIsZero }),
      ...(this.span && { span: this.span }),
      ...(ctype && { ctype }),
      ...(trusted && { trusted }),
    };
  }
  /**
   * A NUL-terminated string in memory; `fallback` when it can't be read (else the handler fails). With a `bound` only its
   * beginning is asked for, and a cut there is no loss.
   */
  loadString(address: LongExpr, access: "kernel" | "user", fallback?: StringExpr, bound?: number): StringExpr {
    return {
      type: "string",
      op: "load-string",
      address,
      access,
      fallback,
      bound: bound ?? this.maxString,
      ...(bound !== undefined && { prefix: true }),
      ...(this.span && { span: this.span }),
    };
  }
  /** The beginning of a string in memory: at most `length` bytes, which is no loss. `fallback` as for {@link loadString}. */
  loadStringBeginning(address: LongExpr, access: "kernel" | "user", length: LongExpr, fallback?: StringExpr): StringExpr {
    const limit = BigInt(this.maxString);
    const known = length.op === "const" && length.value < limit ? (length.value < 0n ? 0n : length.value) : limit;
    // The fallback may be longer.
    const bound = Math.max(Number(known), fallback?.bound ?? 0);
    const text = this.loadString(address, access, fallback, bound);
    return length.op === "const" && BigInt(bound) === known ? text : ({ ...text, length } as StringExpr);
  }
  /**
   * What plans read of the process's memory, for a fact that is only printed (see {@link ContextVariable.printed}). At a return the words have
   * to be what they were at the entry. Kernel only.
   */
  gather(plans: ReadPlans, ...words: readonly LongExpr[]): StringExpr {
    return { type: "string", op: "gather", plans, words, bound: 0 };
  }
  /** The current task's comm: at most 15 bytes. */
  comm(): StringExpr {
    return { type: "string", op: "comm", bound: 15 };
  }
  /** The addresses of a stack in hexadecimal, as many as a string holds. Kernel only. */
  stack(stack: StackName): StringExpr {
    const depth = Math.min(STACK_DEPTH, Math.floor((this.maxString + 1) / STACK_ADDRESS_BYTES));
    return { type: "string", op: "stack", stack, depth, bound: Math.max(0, depth * STACK_ADDRESS_BYTES - 1) };
  }
  /** The address at a depth of a stack; 0 where there is none. Kernel only. */
  frame(stack: StackName, depth: LongExpr | number): LongExpr {
    return { type: "long", op: "frame", stack, depth: typeof depth === "number" ? this.constant(depth) : depth };
  }
  /** Calls BPF helper number `helper`. Kernel only. */
  helper(helper: number, ...args: readonly LongExpr[]): LongExpr {
    return { type: "long", op: "helper", helper, arguments: args };
  }
  /** Calls a session function that gives a long. Session only. */
  hostLong(name: string, ...args: readonly Expr[]): LongExpr {
    return { type: "long", op: "host", name, arguments: args };
  }
  /** Calls a session function that gives a string. Session only. */
  hostString(name: string, ...args: readonly Expr[]): StringExpr {
    return { type: "string", op: "host", name, arguments: args, bound: this.maxString };
  }

  // ---- statements, for intrinsics without a value and assignments to context variables ----

  /** Sets what the program answers the kernel. */
  answer(value: LongExpr): Stmt {
    return { op: "answer", value };
  }
  when(condition: LongExpr, then: readonly Stmt[]): Stmt {
    return { op: "if", condition, then, otherwise: [] };
  }

  exit(): Stmt {
    return { op: "exit" };
  }
  raise(message: StringExpr): Stmt {
    return { op: "raise", message, ...(this.span && { span: this.span }) };
  }
  print(stream: Stream, ...segments: readonly (Segment | string)[]): Extract<Stmt, { op: "print" }> {
    return {
      op: "print",
      stream,
      segments: segments.map((segment): Segment => (typeof segment === "string" ? { kind: "text", text: segment } : segment)),
    };
  }
  /** Output that is held under a speculation's id until {@link decide}. */
  hold(speculation: LongExpr, ...segments: readonly (Segment | string)[]): Stmt {
    return { ...this.print("output", ...segments), speculation };
  }
  /** Prints what is held under an id, or throws it away. */
  decide(speculation: LongExpr, keep: boolean): Stmt {
    return { op: "decide", speculation, keep };
  }
}

/** Most bytes a number takes that no width or precision makes longer, and those of a sign or prefix. */
const NUMBER_BYTES = 24;
const HEAD_BYTES = 2;
/** A symbol's longest name (KSYM_NAME_LEN), and the module that has it. */
const SYMBOL_BYTES = 600;

/** The most bytes a segment can print; Infinity where only the handler knows. */
export function segmentBound(segment: Segment): number {
  if (segment.kind === "text") return segment.text.length;
  // What strings are cut to bounds it.
  if (segment.kind === "histogram") return Infinity;
  const { width, precision } = segment.directive;
  // What a handler works out may be any number: what strings are cut to then bounds it.
  if (typeof width === "object") return Infinity;
  if (segment.value.type === "string") return Math.max(width ?? 0, Math.min(segment.value.bound, typeof precision === "number" ? precision : Infinity));
  if (typeof precision === "object") return Infinity;
  if (segment.directive.conversion === "symbol") return SYMBOL_BYTES;
  return Math.max(width ?? 0, (precision ?? 0) + HEAD_BYTES, NUMBER_BYTES);
}

/** Whether a segment may print a byte 0, at which a string made of it ends. */
export function mayHoldNul(segment: Segment): boolean {
  if (segment.kind === "text") return segment.text.includes("\0");
  if (segment.kind === "histogram") return false;
  const { conversion, alternate } = segment.directive;
  return conversion === "b" || (conversion === "c" && !alternate);
}
