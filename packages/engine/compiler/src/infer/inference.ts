import type { Scope, Target, ValueType } from "@tapset/core";
import {
  type DiagnosticDetails,
  type Expression,
  type FunctionDecl,
  type NodeOf,
  type ProbeDecl,
  type Source,
  type Span,
  type Statement,
  diagnostic,
} from "@tapset/language";
import type { Elaborated, SemanticDiagnostic } from "../elaborated.js";
import type { Body } from "./body.js";
import { conversionHints } from "./conversion-hints.js";
import { GlobalTable } from "./global-table.js";
import type { CallInForeach } from "./iterated-arrays.js";
import { type Evidence, TypeCell, type TypeConflict } from "./type-cell.js";
import type { FunctionSymbol, TypedExpression, TypedStatement } from "./typed.js";

/** How one kind of expression is typed. */
export type ExpressionRow<K extends Expression["kind"]> = (body: Body, node: NodeOf<K>) => TypedExpression;
/** How one kind of statement is typed; undefined where nothing is left of it. */
export type StatementRow<K extends Statement["kind"]> = (body: Body, node: NodeOf<K>) => TypedStatement | undefined;

/** The rows of the whole language. */
export interface InferenceRows {
  readonly expressions: { readonly [K in Expression["kind"]]: ExpressionRow<K> };
  readonly statements: { readonly [K in Statement["kind"]]: StatementRow<K> };
}

/** Options of {@link infer}; see `CompileOptions`. */
export interface InferOptions {
  readonly skipBadVariables?: boolean | undefined;
  readonly unoptimised?: boolean | undefined;
  readonly guru?: boolean | undefined;
}

/** Further words of a diagnostic. */
export type Details = Pick<DiagnosticDetails, "subject" | "hints" | "chain" | "severity"> & Pick<SemanticDiagnostic, "unknown">;

/** One run of inference: what all bodies of a script share. */
export class Inference {
  readonly globals: GlobalTable;
  readonly #diagnostics = new Map<string, SemanticDiagnostic>();
  readonly #functions = new Map<FunctionDecl, FunctionSymbol>();
  readonly #waiting: FunctionSymbol[] = [];
  #errors = 0;
  readonly #values: { readonly typed: TypedExpression; readonly node: Expression }[] = [];
  readonly #idle: { readonly node: Expression | ProbeDecl; readonly calls: readonly FunctionSymbol[] }[] = [];
  /** For {@link checkCallsInForeach}. */
  readonly callsInForeach: CallInForeach[] = [];

  constructor(
    readonly elaborated: Elaborated,
    readonly target: Target,
    readonly rows: InferenceRows,
    readonly options: InferOptions = {},
  ) {
    this.globals = new GlobalTable(elaborated.globals, elaborated.scripts);
  }

  /** Whether a source is the user's own. */
  isScript(source: Source): boolean {
    return this.elaborated.scripts.has(source);
  }

  /** What was found, each finding once: handlers of many points share their text. */
  get diagnostics(): readonly SemanticDiagnostic[] {
    return [...this.#diagnostics.values()];
  }

  /** The overloads that something has called. */
  get functions(): readonly FunctionSymbol[] {
    return [...this.#functions.values()];
  }

  /** How many errors have been reported, repetitions too. */
  get errors(): number {
    return this.#errors;
  }

  report(id: string, message: string, span: Span | undefined, details: Details = {}): void {
    if (details.severity !== "warning") this.#errors++;
    const key = `${id} ${span?.source.name ?? ""} ${span?.start ?? ""} ${message}`;
    const { unknown, ...rest } = details;
    if (!this.#diagnostics.has(key)) this.#diagnostics.set(key, { ...diagnostic(id, message, span, rest), ...(unknown && { unknown }) });
  }

  /** Reports two claims about a type that can't both hold, naming both. */
  reportConflict(conflict: TypeConflict | undefined): void {
    if (conflict === undefined) return;
    const { expected, expectedBy, found, foundBy } = conflict;
    this.report("type-mismatch", `type mismatch: expected ${expected} but found ${found}`, foundBy.span, {
      subject: foundBy.subject,
      chain: expectedBy.span ? [{ message: `type was first inferred here (${expected}): ${expectedBy.subject}`, span: expectedBy.span }] : [],
      hints: conversionHints(expected, found),
    });
  }

  /** Notes an expression that has to be a long or a string in the end, when all is known. */
  mustBeValue(typed: TypedExpression, node: Expression): void {
    this.#values.push({ typed, node });
  }

  /** The expressions noted by {@link mustBeValue}. */
  get values(): readonly { readonly typed: TypedExpression; readonly node: Expression }[] {
    return this.#values;
  }

  /** Notes a statement or a probe that does nothing itself: unless a function does that it calls, it's a mistake. */
  mustDoSomething(node: Expression | ProbeDecl, calls: readonly FunctionSymbol[]): void {
    this.#idle.push({ node, calls });
  }

  /** What was noted by {@link mustDoSomething}. */
  get idle(): readonly { readonly node: Expression | ProbeDecl; readonly calls: readonly FunctionSymbol[] }[] {
    return this.#idle;
  }

  /** The symbol of an overload; its body is typed before inference ends. */
  functionSymbol(declaration: FunctionDecl): FunctionSymbol {
    const known = this.#functions.get(declaration);
    if (known !== undefined) return known;
    const symbol: FunctionSymbol = {
      declaration,
      parameters: declaration.params.map((parameter) => ({
        name: parameter.name,
        type: declaredCell(parameter.type, { span: parameter.span, subject: `parameter '${parameter.name}'` }),
        span: parameter.span,
        initial: undefined,
        isParameter: true,
        fromLibrary: true,
        reads: 0,
        writes: 1,
      })),
      returns: declaredCell(declaration.returns, { span: declaration.nameSpan, subject: `function '${declaration.name}'` }),
      yields: declaration.returns !== undefined,
      calls: new Set(),
      modified: new Set(),
      isRecursive: false,
      isSound: true,
      hasEffects: true,
      locals: [],
      body: [],
    };
    this.#functions.set(declaration, symbol);
    this.#waiting.push(symbol);
    return symbol;
  }

  /** The next function whose body hasn't been typed. */
  takeFunction(): FunctionSymbol | undefined {
    return this.#waiting.shift();
  }
}

/** The names a probe point offers, for "did you mean". */
export function scopeNames(scope: Scope | undefined): string[] {
  return scope?.list().map((variable) => variable.name) ?? [];
}

function declaredCell(type: ValueType | undefined, evidence: Evidence): TypeCell {
  return type === undefined ? new TypeCell() : TypeCell.of(type, evidence);
}
