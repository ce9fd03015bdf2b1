import type { CType } from "@tapset/btf";
import {
  Builder,
  type ContextVariable,
  type Expr,
  type Global,
  type Kept,
  type LastMatch,
  type Limits,
  type Local,
  type LongExpr,
  Refusal,
  type RunningProbe,
  type ScalarType,
  type Stmt,
  type StringExpr,
  type Target,
} from "@tapset/core";
import { type Diagnostic, type Span, diagnostic } from "@tapset/language";
import type { Regex } from "../regex/regex.js";
import { type FunctionSizes, HandlerTooLarge, MOST_INLINED_NODES } from "./function-sizes.js";
import { KeptMatch } from "./last-match.js";
import type { TypeCell } from "../infer/type-cell.js";
import type { FunctionSymbol, GlobalSymbol, LocalSymbol, TypedExpression, TypedExpressionOf, TypedStatement, TypedStatementOf } from "../infer/typed.js";

/** How one kind of typed expression becomes IR. */
export type ExpressionLowering<K extends TypedExpression["kind"]> = (lowering: Lowering, node: TypedExpressionOf<K>) => Expr;
/** How one kind of typed statement becomes IR. */
export type StatementLowering<K extends TypedStatement["kind"]> = (lowering: Lowering, node: TypedStatementOf<K>) => readonly Stmt[];

/** The rows of the whole language. */
export interface LoweringRows {
  readonly expressions: { readonly [K in TypedExpression["kind"]]: ExpressionLowering<K> };
  readonly statements: { readonly [K in TypedStatement["kind"]]: StatementLowering<K> };
}

/** What all handlers of a script share while they are lowered. */
export interface LoweringSession {
  readonly target: Target;
  readonly limits: Limits;
  readonly rows: LoweringRows;
  readonly globals: ReadonlyMap<GlobalSymbol, Global>;
  /** Globals that are assigned pointers: printed as such. */
  readonly pointers: Set<GlobalSymbol>;
  readonly diagnostics: DiagnosticList;
  readonly sizes: FunctionSizes;
  /** Target expressions that fault are 0. */
  readonly skipBadVariables: boolean;
  /** Values that nobody reads are made all the same. */
  readonly unoptimised: boolean;
}

/** Diagnostics, each once. */
export class DiagnosticList {
  readonly #list = new Map<string, Diagnostic>();

  add(id: string, message: string, span: Span | undefined, hints: readonly string[] = []): void {
    const key = `${id} ${span?.source.name ?? ""} ${span?.start ?? ""} ${message}`;
    if (!this.#list.has(key)) this.#list.set(key, diagnostic(id, message, span, { hints }));
  }

  get list(): readonly Diagnostic[] {
    return [...this.#list.values()];
  }
}

/** A value of the probe point that the handler names, standing as a local until its place is decided. */
export interface ContextUse {
  readonly local: Local;
  /** The value, as it's made where the probe (or for `at: "entry"` its entry) fires. */
  readonly value: Expr;
  readonly at: "fire" | "entry";
}

/** The function (or handler) whose body is being lowered. */
interface Frame {
  readonly locals: Map<LocalSymbol, Local>;
  readonly leave: FrameExits;
  readonly loops: Loop[];
}

/** A function that isn't inlined, while its handler is lowered. */
export interface OpenFunction {
  readonly id: number;
  /** The overloads, in the order they're tried. */
  readonly candidates: readonly FunctionSymbol[];
  readonly name: string;
  readonly parameters: readonly Local[];
  readonly result: Local | undefined;
  body: readonly Stmt[];
}

/** How `return` and `next` leave a body. */
export interface FrameExits {
  return(lowering: Lowering, value: Expr | undefined): readonly Stmt[];
  next(lowering: Lowering): readonly Stmt[];
}
interface Loop {
  readonly breakLabel: number;
  readonly continueLabel: number;
  continued: boolean;
}

/** Why a structure in registers is nothing by itself. */
export const IN_REGISTERS = "it's a structure that lies in registers: read its members, or print it with a $ behind it";

/** One handler while it is lowered. */
export class Lowering {
  readonly #contexts = new Map<ContextVariable | TypedExpression, ContextUse>();
  readonly #frames: Frame[] = [];
  readonly #functions: OpenFunction[] = [];
  readonly #ctypes = new Map<Local, { readonly ctype: CType; readonly trusted: boolean }>();
  /** What `matched()` tells of. */
  readonly keptMatch: KeptMatch;
  /** What intrinsics keep from one call to the next, by name. */
  readonly #variables = new Map<string, Local>();
  /** While an `@entry` operand is lowered: how many frames were open before it. */
  #framesBeforeEntry: number | undefined;
  /** Functions that stay functions, as deep as they're being lowered within each other. */
  #openFunctions = 0;
  #isCondition = false;
  /** Nodes of functions' bodies that have been put in calls' places. */
  #inlinedNodes = 0;
  #locals = 0;
  #labels = 0;

  constructor(
    readonly session: LoweringSession,
    readonly engine: "kernel" | "session",
    readonly probe: RunningProbe,
    /** The regular expressions of a handler that is known to ask what they matched. */
    regexes?: readonly Regex[],
    /** Give large functions one body for all their calls: the handler is too large otherwise. */
    readonly isCompact = false,
  ) {
    this.keptMatch = new KeptMatch(this, regexes);
  }

  /** The values of the probe point that were named. */
  get contexts(): readonly ContextUse[] {
    return [...this.#contexts.values()];
  }

  builder(span: Span | undefined): Builder {
    const { probe } = this;
    const running = this.atEntry && probe.entryRegisters !== undefined ? { ...probe, registers: probe.entryRegisters } : probe;
    return new Builder(this.engine, this.session.target, span, this.maxString, running, this.#keeps ? this.#keptFor(span) : undefined);
  }

  /** Whether something can be kept from here to what comes after it in the handler. */
  get #keeps(): boolean {
    return this.#openFunctions === 0 && !this.#isCondition;
  }

  /** What the handler has to do before anything else for what it keeps. */
  beginKept(): readonly Stmt[] {
    const variables = [...this.#variables.values()].map((local) => this.assign(local, this.placeholder(local.type)));
    return [...this.keptMatch.begin(), ...variables];
  }

  #keptFor(span: Span | undefined): Kept {
    const matched = (): LastMatch => this.keptMatch.told(() => this.builder(span));
    return {
      get lastMatch() {
        return matched();
      },
      variable: (name, type) => this.#variable(name, type),
    };
  }

  #variable(name: string, type: ScalarType): Local {
    let local = this.#variables.get(name);
    if (local === undefined) {
      local = this.newLocal(name, type);
      this.#variables.set(name, local);
    }
    return local;
  }

  /** `text =~ regex`; what matched is kept where it's asked for. */
  match(builder: Builder, text: StringExpr, regex: Regex): LongExpr {
    return this.#keeps ? this.keptMatch.match(builder, text, regex) : builder.match(text, regex.matcher);
  }

  /** Lowers the condition of a probe, which keeps nothing. */
  condition(node: TypedExpression): LongExpr {
    this.#isCondition = true;
    const condition = this.long(node);
    this.#isCondition = false;
    return condition;
  }

  /** The bound of strings nothing else bounds. */
  get maxString(): number {
    return this.session.limits.MAXSTRINGLEN - 1;
  }

  // ---- walking ----

  expression(node: TypedExpression): Expr {
    const row = this.session.rows.expressions[node.kind] as ExpressionLowering<TypedExpression["kind"]>;
    try {
      return row(this, node);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report(error.id, error.message, node.span, error.hints);
      return this.placeholder(typeOf(node.type));
    }
  }

  long(node: TypedExpression): LongExpr {
    const expr = this.expression(node);
    // A tree with type errors isn't lowered, but a diagnosed part may stand here.
    return expr.type === "long" ? expr : (this.placeholder("long") as LongExpr);
  }

  text(node: TypedExpression): StringExpr {
    const expr = this.expression(node);
    return expr.type === "string" ? expr : (this.placeholder("string") as StringExpr);
  }

  statement(node: TypedStatement): readonly Stmt[] {
    const row = this.session.rows.statements[node.kind] as StatementLowering<TypedStatement["kind"]>;
    try {
      return row(this, node);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report(error.id, error.message, node.span, error.hints);
      return [];
    }
  }

  statements(nodes: readonly TypedStatement[]): readonly Stmt[] {
    return nodes.flatMap((node) => this.statement(node));
  }

  report(id: string, message: string, span: Span | undefined, hints: readonly string[] = []): void {
    this.session.diagnostics.add(id, message, span, hints);
  }

  /** What stands for an expression that has been refused. */
  placeholder(type: ScalarType): Expr {
    return type === "long" ? { type, op: "const", value: 0n } : { type, op: "text", text: "", bound: 0 };
  }

  // ---- variables ----

  newLocal(name: string, type: ScalarType, bound = this.maxString): Local {
    return { id: this.#locals++, name, type, bound: type === "string" ? bound : 0 };
  }

  newLabel(): number {
    return this.#labels++;
  }

  /** The local of a symbol in the body being lowered. */
  local(symbol: LocalSymbol): Local {
    const { locals } = this.#frame;
    const known = locals.get(symbol);
    if (known !== undefined) return known;
    const local = this.newLocal(symbol.name, typeOf(symbol.type));
    locals.set(symbol, local);
    return local;
  }

  global(symbol: GlobalSymbol): Global {
    const global = this.session.globals.get(symbol);
    if (global === undefined) throw new Error(`global '${symbol.name}' has no place`);
    return global;
  }

  read(local: Local): Expr {
    if (local.type === "string") return { type: "string", op: "local", local, bound: local.bound };
    const pointer = this.#ctypes.get(local);
    return { type: "long", op: "local", local, ...(pointer && { ctype: pointer.ctype, ...(pointer.trusted && { trusted: true }) }) };
  }

  /** An assignment; a long takes the C type of its value, which a later `->` on it follows. */
  assign(local: Local, value: Expr): Stmt {
    if (value.type === "long" && value.ctype !== undefined) {
      // Between the calls of a function the verifier forgets what it knew of its locals.
      this.#ctypes.set(local, { ctype: value.ctype, trusted: (value.trusted ?? false) && this.#openFunctions === 0 });
    }
    return { op: "set", local, value };
  }

  /** The value of a variable of the probe point. */
  contextVariable(variable: ContextVariable, span: Span | undefined): Expr {
    // Where the entry fires there's no later moment to keep the value for; what scripts write has no one value.
    if (this.atEntry || variable.store !== undefined) return variable.load(this.builder(span));
    const value = variable.load(this.builder(span));
    // A structure in registers is no one value that could be kept.
    if (value.type === "long" && value.words !== undefined) return variable.at === "entry" ? this.builder(span).refuse("no-number", IN_REGISTERS) : value;
    return this.#context(variable, variable.name, variable.at === "entry" ? "entry" : "fire", () => value);
  }

  /** The value of an `@entry` operand. */
  entryValue(operand: TypedExpression): Expr {
    return this.#context(operand, "@entry", "entry", () => {
      this.#framesBeforeEntry = this.#frames.length;
      try {
        return this.expression(operand);
      } finally {
        this.#framesBeforeEntry = undefined;
      }
    });
  }

  /** Whether what's being lowered runs where the probe's entry fires. */
  get atEntry(): boolean {
    return this.#framesBeforeEntry !== undefined;
  }

  /** Whether a variable can be reached: where the entry fires, the return's aren't there; those of functions called in `@entry` are. */
  get reachesVariables(): boolean {
    return this.#framesBeforeEntry === undefined || this.#frames.length > this.#framesBeforeEntry;
  }

  #context(key: ContextVariable | TypedExpression, name: string, at: ContextUse["at"], make: () => Expr): Expr {
    let use = this.#contexts.get(key);
    if (use === undefined) {
      const value = make();
      use = { local: this.newLocal(name, value.type, value.type === "string" ? value.bound : 0), value, at };
      this.#contexts.set(key, use);
      if (value.type === "long" && value.ctype !== undefined) {
        // A pointer that was kept since entry is a number to the verifier.
        this.#ctypes.set(use.local, { ctype: value.ctype, trusted: at === "fire" && (value.trusted ?? false) });
      }
    }
    return this.read(use.local);
  }

  // ---- frames and loops ----

  /** The functions that calls of this handler stay calls of. */
  get functions(): readonly OpenFunction[] {
    return this.#functions;
  }

  /** The function that a call of these overloads stays a call of; `begin` is what lowers its body, when it's the first call. */
  function(candidates: readonly FunctionSymbol[], yields: boolean, begin: (open: OpenFunction) => void): OpenFunction {
    const known = this.#functions.find((each) => each.candidates.length === candidates.length && each.candidates.every((symbol, index) => symbol === candidates[index]));
    if (known !== undefined) return known;
    const [first] = candidates;
    const name = first?.declaration.name ?? "function";
    const result = yields && first !== undefined ? this.newLocal(name, typeOf(first.returns)) : undefined;
    const parameters = (first?.parameters ?? []).map((symbol) => this.newLocal(symbol.name, typeOf(symbol.type)));
    const open: OpenFunction = { id: this.#functions.length, candidates, name, parameters, result, body: [] };
    this.#functions.push(open);
    this.#openFunctions++;
    begin(open);
    this.#openFunctions--;
    return open;
  }

  /** Whether calls of these overloads stay calls. */
  staysCall(candidates: readonly FunctionSymbol[]): boolean {
    if (candidates.some(({ isRecursive }) => isRecursive)) return true;
    const { sizes } = this.session;
    return this.isCompact && !this.atEntry && candidates.some((symbol) => sizes.staysFunction(symbol));
  }

  /** Notes that a function's body is put in a call's place; that may be too much. */
  inlined(symbol: FunctionSymbol): void {
    this.#inlinedNodes += this.session.sizes.own(symbol);
    if (!this.isCompact && this.#inlinedNodes > MOST_INLINED_NODES) throw new HandlerTooLarge();
  }

  /** Lowers a body with fresh locals. */
  inFrame<T>(leave: FrameExits, lower: () => T): T {
    this.#frames.push({ locals: new Map(), leave, loops: [] });
    try {
      return lower();
    } finally {
      this.#frames.pop();
    }
  }

  get exits(): FrameExits {
    return this.#frame.leave;
  }

  /** Lowers a loop's body; the labels are where `break` and `continue` go, a `continue` by leaving the block around the body. */
  inLoop(breakLabel: number, body: TypedStatement): readonly Stmt[] {
    const loop: Loop = { breakLabel, continueLabel: this.newLabel(), continued: false };
    this.#frame.loops.push(loop);
    const lowered = this.statement(body);
    this.#frame.loops.pop();
    return loop.continued ? [{ op: "block", label: loop.continueLabel, body: lowered }] : lowered;
  }

  leaveLoop(how: "break" | "continue"): Stmt {
    const loop = this.#frame.loops.at(-1);
    if (loop === undefined) throw new Error(`${how} outside a loop`);
    if (how === "continue") loop.continued = true;
    return { op: "break", label: how === "break" ? loop.breakLabel : loop.continueLabel };
  }

  get #frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error("nothing is being lowered");
    return frame;
  }
}

/** The type of a cell that inference has settled. */
export function typeOf(cell: TypeCell): ScalarType {
  return cell.type === "string" ? "string" : "long";
}
