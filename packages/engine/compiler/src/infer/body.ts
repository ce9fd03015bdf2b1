import type { ContextVariable, ScalarType, Scope, ValueType } from "@tapset/core";
import type { Block, Expression, Source, Span, Statement } from "@tapset/language";
import { conversionHints } from "./conversion-hints.js";
import type { Details, ExpressionRow, Inference, StatementRow } from "./inference.js";
import type { IteratedArray } from "./iterated-arrays.js";
import { describe } from "./subject.js";
import { TypeCell } from "./type-cell.js";
import type { FunctionSymbol, GlobalSymbol, LocalSymbol, TypedExpression, TypedStatement } from "./typed.js";

/** What a body belongs to. */
export interface BodyOwner {
  /** The probe point's names; undefined in functions and conditions. */
  readonly scope?: Scope;
  /** Whether the probe has an entry, so that `@entry` means something. */
  readonly hasEntry?: boolean;
  readonly function?: FunctionSymbol;
  /** The script's own blocks of a handler, aliases' left out; what `@probewrite` asks about. */
  readonly ownBlocks?: readonly Block[];
  /** A probe point's condition: globals only. */
  readonly isCondition?: boolean;
}

/**
 * A handler (all its aliases' blocks) or a function while it is typed: its locals, and where the walk stands. Rows get
 * it with every node.
 */
export class Body {
  readonly #locals = new Map<string, LocalSymbol>();
  /** Loops around the statement being typed. */
  loopDepth = 0;
  /** The foreach loops among them. */
  readonly iterated: IteratedArray[] = [];
  /** The arrays of which it changes elements. */
  readonly modified = new Set<GlobalSymbol>();
  /** The functions it calls, as often as it does. */
  readonly calls: FunctionSymbol[] = [];
  /** How many assignments, prints and other things that do something have been met. */
  effects = 0;
  /** Those that do something outside: all but assignments of its own variables. */
  outerEffects = 0;
  #inLibrary: boolean;

  constructor(
    readonly inference: Inference,
    readonly owner: BodyOwner,
    /** The file whose globals and private functions are seen; each joined block has its own. */
    public source: Source,
  ) {
    this.#inLibrary = !inference.isScript(source);
    for (const parameter of owner.function?.parameters ?? []) this.#locals.set(parameter.name, parameter);
  }

  /** Goes on with a block of a file; `isAlias`: of an alias, whose variables need not be used. */
  enter(source: Source, isAlias: boolean): void {
    this.source = source;
    this.#inLibrary = isAlias || !this.inference.isScript(source);
  }

  get locals(): readonly LocalSymbol[] {
    return [...this.#locals.values()];
  }

  /** Whether what's being typed is a tapset's, or of an alias. */
  get inLibrary(): boolean {
    return this.#inLibrary;
  }

  /** Notes that what's being typed does something, be it to a variable of its own. */
  act(where: "inside" | "outside"): void {
    this.effects++;
    if (where === "outside") this.outerEffects++;
  }

  get scope(): Scope | undefined {
    return this.owner.scope;
  }

  // ---- walking ----

  expression(node: Expression): TypedExpression {
    const row = this.inference.rows.expressions[node.kind] as ExpressionRow<Expression["kind"]>;
    return row(this, node);
  }

  statement(node: Statement): TypedStatement | undefined {
    const row = this.inference.rows.statements[node.kind] as StatementRow<Statement["kind"]>;
    return row(this, node);
  }

  /** A statement where the tree needs one, though nothing may be left of it. */
  block(node: Statement): TypedStatement {
    return this.statement(node) ?? { kind: "block", span: node.span, statements: [] };
  }

  /** An expression that must have a type. */
  expect(node: Expression, type: ScalarType, hints?: readonly string[]): TypedExpression {
    const typed = this.outcome(node, type, hints);
    this.#refuseVoid(typed, node);
    return typed;
  }

  /** The same of what may be done for its effect alone, as in `over && exit()`. */
  outcome(node: Expression, type: ScalarType, hints?: readonly string[]): TypedExpression {
    const typed = this.expression(node);
    countReadBack(typed);
    this.claim(typed.type, type, node, hints);
    return typed;
  }

  /** An expression that must be a value: a long or a string, not an aggregate. */
  value(node: Expression): TypedExpression {
    const typed = this.branch(node);
    this.#refuseVoid(typed, node);
    return typed;
  }

  /** The same of what may be done for its effect alone where another branch is a value, as in `over ? exit() : 0`. */
  branch(node: Expression): TypedExpression {
    const typed = this.expression(node);
    countReadBack(typed);
    this.inference.mustBeValue(typed, node);
    return typed;
  }

  /** Whatever type is inferred for it, nothing comes of a function that is known to return nothing. */
  #refuseVoid(typed: TypedExpression, node: Expression): void {
    const isVoid = typed.kind === "intrinsic" ? typed.intrinsic.returns === "void" : typed.kind === "print" && !typed.toString;
    if (!isVoid) return;
    this.report("no-value", "the function returns no value", node.span, { subject: describe(node) });
    typed.type.poison();
  }

  /** A condition's or index's number that isn't written: 1. */
  constant(value: bigint, span: Span): TypedExpression {
    return { kind: "literal", span, type: this.known("long", span, `number '${value}'`), value };
  }

  // ---- types ----

  known(type: ValueType, span: Span, subject: string): TypeCell {
    return TypeCell.of(type, { span, subject });
  }

  /** `hints`: the way out where it isn't what it is, unlike elsewhere, to make one type of the other. */
  claim(cell: TypeCell, type: ValueType, node: Expression, hints?: readonly string[]): void {
    const conflict = cell.claim(type, { span: node.span, subject: describe(node) });
    if (conflict === undefined) return;
    // The node is what's found; what asks for `type` stands around it.
    const { expectedBy, expected, foundBy } = conflict;
    const origin = expectedBy.span?.start === node.span.start ? undefined : expectedBy.span;
    this.report("type-mismatch", `type mismatch: expected ${type} but found ${expected}`, foundBy.span, {
      subject: foundBy.subject,
      chain: origin ? [{ message: `type was first inferred here (${expected}): ${expectedBy.subject}`, span: origin }] : [],
      hints: hints ?? conversionHints(type, expected),
    });
  }

  /** Both must have one type; `right` is named when they differ. */
  join(left: TypeCell, right: TypedExpression, node: Expression): void {
    if (right.type.evidence === undefined || right.type.type === undefined) {
      this.inference.reportConflict(left.join(right.type));
      return;
    }
    // Claimed rather than joined first, so that the conflict names this use and not the place where its type came from.
    const conflict = left.claim(right.type.type, { span: node.span, subject: describe(node) });
    if (conflict !== undefined) this.inference.reportConflict(conflict);
    else left.join(right.type);
  }

  /** What stands for something already reported. */
  wrong(span: Span): TypedExpression {
    return { kind: "wrong", span, type: TypeCell.poisoned() };
  }

  report(id: string, message: string, span: Span | undefined, details: Details = {}): void {
    this.inference.report(id, message, span, details);
  }

  // ---- locals ----

  local(name: string): LocalSymbol | undefined {
    return this.#locals.get(name);
  }

  isParameter(name: string): boolean {
    const symbol = this.#locals.get(name);
    return symbol !== undefined && (this.owner.function?.parameters.includes(symbol) ?? false);
  }

  /** A new local; with `initial`, a value of the probe point that can be assigned to. */
  declare(name: string, span: Span, initial?: ContextVariable): LocalSymbol {
    const type = initial ? this.known(initial.type, span, `identifier '${name}'`) : new TypeCell();
    const symbol: LocalSymbol = { name, type, span, initial, isParameter: false, fromLibrary: this.#inLibrary, reads: 0, writes: 0 };
    this.#locals.set(name, symbol);
    return symbol;
  }
}

/** Whoever uses what `n++` or `n += 1` yields reads the variable. */
function countReadBack(typed: TypedExpression): void {
  if (typed.kind === "step" || (typed.kind === "assign" && typed.row !== undefined)) typed.place.symbol.reads++;
}
