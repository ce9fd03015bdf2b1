/**
 * The typed tree: names resolved to symbols, formats parsed, @defined decided, every expression with the cell of its
 * type. Once inference has ended without errors every cell has a type.
 */
import type { CType } from "@tapset/btf";
import type { ContextVariable, Directive, HistogramShape, Intrinsic, Target } from "@tapset/core";
import type { ExtractorName, FunctionDecl, GlobalDecl, GlobalEntry, Sort, Source, Span } from "@tapset/language";
import type { ElaboratedProbe, SemanticDiagnostic } from "../elaborated.js";
import type { BinaryRow, UnaryRow } from "../rows/operators.js";
import type { KernelVariable } from "./kernel-variable.js";
import type { TypeCell } from "./type-cell.js";
import type { Regex } from "../regex/regex.js";

// ---- symbols ----

/** A variable of a handler (its aliases' bodies included) or of a function; parameters are locals. */
export interface LocalSymbol {
  readonly name: string;
  readonly type: TypeCell;
  /** Where it is first named. */
  readonly span: Span;
  /** Value of the probe point it begins with: a plain value of the scope that the handler also assigns. */
  readonly initial: ContextVariable | undefined;
  readonly isParameter: boolean;
  /** Named first by an alias or a library, which may set what nobody reads. */
  readonly fromLibrary: boolean;
  reads: number;
  writes: number;
}

export interface GlobalSymbol {
  readonly name: string;
  readonly entry: GlobalEntry;
  readonly declaration: GlobalDecl;
  /** Of the scalar, or of the array's elements. */
  readonly type: TypeCell;
  /** Types of the keys; undefined until a use shows whether it's an array. Empty for scalars. */
  keys: readonly TypeCell[] | undefined;
  /** The use that showed it. */
  keysSpan: Span | undefined;
  reads: number;
  writes: number;
  /** What the extractors want to know. */
  variance: boolean;
  histogram: { readonly shape: HistogramShape; readonly span: Span } | undefined;
}

/** One overload of a function, typed once for the whole script. */
export interface FunctionSymbol {
  readonly declaration: FunctionDecl;
  readonly parameters: readonly LocalSymbol[];
  readonly returns: TypeCell;
  /** Whether it has a `return VALUE` or a declared type. */
  yields: boolean;
  /** The functions its body calls. */
  calls: ReadonlySet<FunctionSymbol>;
  /** The arrays of which its body changes elements. */
  modified: ReadonlySet<GlobalSymbol>;
  /** Whether it's among the functions that it calls, directly or by way of others. */
  isRecursive: boolean;
  /** Whether calling it does more than give a value. */
  hasEffects: boolean;
  /** Whether nothing is wrong with its own body. */
  isSound: boolean;
  locals: readonly LocalSymbol[];
  body: readonly TypedStatement[];
}

// ---- expressions ----

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}
interface Valued<K extends string> extends Node<K> {
  readonly type: TypeCell;
}

/** What can be assigned to. */
export type Place =
  | { readonly kind: "local"; readonly symbol: LocalSymbol; readonly span: Span }
  | { readonly kind: "global"; readonly symbol: GlobalSymbol; readonly keys: readonly TypedExpression[]; readonly span: Span };

/** `->name`, `[index]` of a target expression. */
export type TypedAccessor =
  | { readonly kind: "member"; readonly name: string; readonly span: Span }
  | { readonly kind: "index"; readonly index: TypedExpression; readonly span: Span };

/** Where a target expression begins. */
export type TargetBase =
  | { readonly kind: "context"; readonly variable: ContextVariable }
  /** A variable of the kernel's, whatever the probe. */
  | { readonly kind: "kernel"; readonly variable: KernelVariable }
  /** A number read as a pointer to (or, for an array or struct, as the address of) a type. */
  | { readonly kind: "cast"; readonly operand: TypedExpression; readonly ctype: CType }
  /** An expression whose C type is known when it's lowered. */
  | { readonly kind: "auto"; readonly operand: TypedExpression };

/** A directive as it's written. */
export type FormatDirective = ValueDirective | MemoryDirective;

/** Prints its value. */
export type ValueDirective = WrittenDirective<Directive["conversion"]>;

/** Prints the memory at an address. */
export type MemoryDirective = WrittenDirective<"m" | "M">;

interface WrittenDirective<Conversion> {
  readonly conversion: Conversion;
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly alternate: boolean;
  readonly width: number | TypedExpression | undefined;
  readonly precision: number | TypedExpression | undefined;
}

export type TypedSegment =
  | { readonly kind: "text"; readonly text: string }
  /** `directive` undefined: as the value's type asks, `%d` or `%s`. */
  | { readonly kind: "value"; readonly directive: FormatDirective | undefined; readonly value: TypedExpression }
  | { readonly kind: "histogram"; readonly place: Place & { readonly kind: "global" } };

export type TypedExpression =
  | (Valued<"literal"> & { readonly value: bigint | string })
  | (Valued<"read"> & { readonly place: Place })
  | (Valued<"context"> & { readonly variable: ContextVariable })
  | (Valued<"target"> & {
      readonly base: TargetBase;
      readonly accessors: readonly TypedAccessor[];
      readonly addressOf: boolean;
      /** `$` or `$$` at the end: the value as text. */
      readonly pretty: 0 | 1 | 2;
    })
  /** `$$vars$`: the variables of a group, each pretty-printed. */
  | (Valued<"group"> & { readonly variables: readonly ContextVariable[]; readonly pretty: 1 | 2 })
  /** `candidates`: overloads in the order they're tried; each but the last can go on. `fallback`: after the last, when that can go on too. */
  | (Valued<"call"> & { readonly candidates: readonly FunctionSymbol[]; readonly fallback: Intrinsic | undefined; readonly args: readonly TypedExpression[] })
  | (Valued<"intrinsic"> & { readonly intrinsic: Intrinsic; readonly args: readonly TypedExpression[] })
  /** The print family. `toString`: the sprint half, which yields text. */
  | (Valued<"print"> & { readonly segments: readonly TypedSegment[]; readonly toString: boolean })
  | (Valued<"unary"> & { readonly row: UnaryRow; readonly operand: TypedExpression })
  /** `span`: the operator's own, where its errors are said to be. */
  | (Valued<"binary"> & { readonly row: BinaryRow; readonly left: TypedExpression; readonly right: TypedExpression })
  | (Valued<"match"> & { readonly operand: TypedExpression; readonly regex: Regex; readonly negated: boolean })
  | (Valued<"ternary"> & { readonly condition: TypedExpression; readonly then: TypedExpression; readonly otherwise: TypedExpression })
  /** `row` undefined: plain `=`. */
  | (Valued<"assign"> & { readonly place: Place; readonly row: BinaryRow | undefined; readonly value: TypedExpression })
  /** A context variable that can be written; `row` as for assignments. */
  | (Valued<"store"> & { readonly variable: ContextVariable; readonly row: BinaryRow | undefined; readonly value: TypedExpression })
  | (Valued<"step"> & { readonly place: Place; readonly row: BinaryRow; readonly prefix: boolean })
  | (Valued<"accumulate"> & { readonly place: Place & { readonly kind: "global" }; readonly value: TypedExpression })
  | (Valued<"membership"> & { readonly symbol: GlobalSymbol; readonly keys: readonly (TypedExpression | undefined)[] })
  | (Valued<"extract"> & { readonly extractor: ExtractorName; readonly shift: number; readonly place: Place & { readonly kind: "global" } })
  | (Valued<"bucket"> & { readonly place: Place & { readonly kind: "global" }; readonly index: TypedExpression })
  /** Evaluated where the probe's entry fires. */
  | (Valued<"entry"> & { readonly operand: TypedExpression })
  /** Something already reported. */
  | Valued<"wrong">;

export type TypedExpressionOf<K extends TypedExpression["kind"]> = Extract<TypedExpression, { readonly kind: K }>;

// ---- statements ----

export type TypedStatement =
  | (Node<"block"> & { readonly statements: readonly TypedStatement[] })
  | (Node<"expression"> & { readonly expression: TypedExpression })
  | (Node<"if"> & { readonly condition: TypedExpression; readonly then: TypedStatement; readonly otherwise: TypedStatement | undefined })
  /** `while` and `for`. No condition: for ever. */
  | (Node<"loop"> & {
      readonly init: TypedExpression | undefined;
      readonly condition: TypedExpression | undefined;
      readonly update: TypedExpression | undefined;
      readonly body: TypedStatement;
    })
  | (Node<"foreach"> & {
      readonly symbol: GlobalSymbol;
      readonly keys: readonly Place[];
      readonly value: Place | undefined;
      readonly slice: readonly (TypedExpression | undefined)[];
      readonly sort: Sort | undefined;
      readonly limit: TypedExpression | undefined;
      readonly body: TypedStatement;
    })
  /** `foreach (b in @hist_log(x))`: over the buckets that are not empty. */
  | (Node<"buckets"> & {
      readonly place: Place & { readonly kind: "global" };
      readonly shape: HistogramShape;
      readonly bucket: Place;
      readonly value: Place | undefined;
      readonly sort: Sort | undefined;
      readonly limit: TypedExpression | undefined;
      readonly body: TypedStatement;
    })
  | (Node<"try"> & { readonly body: TypedStatement; readonly message: Place | undefined; readonly handler: TypedStatement })
  | (Node<"return"> & { readonly value: TypedExpression | undefined })
  | Node<"break">
  | Node<"continue">
  | Node<"next">
  /** `keys` undefined: the whole array, or the scalar. */
  | (Node<"delete"> & { readonly symbol: GlobalSymbol; readonly keys: readonly (TypedExpression | undefined)[] | undefined })
  | (Node<"reset"> & { readonly symbol: LocalSymbol });

export type TypedStatementOf<K extends TypedStatement["kind"]> = Extract<TypedStatement, { readonly kind: K }>;

// ---- the whole ----

/**
 * One handler. Several probes share it when nothing the handler reads tells them apart: they come from one declaration,
 * and either fire at one attach point and load every value the same way, or read nothing of the point at all.
 */
export interface TypedHandler {
  readonly probes: readonly ElaboratedProbe[];
  readonly locals: readonly LocalSymbol[];
  readonly condition: TypedExpression | undefined;
  readonly body: readonly TypedStatement[];
  /** Whether nothing is wrong with it and with the functions it calls, so that it can be lowered. */
  readonly isSound: boolean;
}

/** A script whose every type is known (when `diagnostics` has no errors). */
export interface Typed {
  readonly target: Target;
  /** The user's own sources. */
  readonly scripts: ReadonlySet<Source>;
  readonly handlers: readonly TypedHandler[];
  /** Overloads that something calls, in the order they were first met. */
  readonly functions: readonly FunctionSymbol[];
  readonly globals: readonly GlobalSymbol[];
  readonly diagnostics: readonly SemanticDiagnostic[];
}
