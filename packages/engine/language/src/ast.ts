/**
 * The tree of a script: discriminated unions on `kind`, every node with its `span`.
 *
 * Trees are plain data and never changed once built: passes make new nodes. Parentheses are not kept; the printer
 * puts them back where precedence asks for them. Numbers are signed 64-bit `bigint`s, strings are byte strings: one
 * character (0–255) per byte.
 */
import type { Span } from "./source.js";

/** What every node has. `K` is its discriminator. */
export interface NodeBase<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

// ─── declarations ───────────────────────────────────────────────────────────────────────────────────────────────────

/** One file. */
export interface Script extends NodeBase<"Script"> {
  readonly items: readonly Item[];
}

/** What may stand at the top of a file. */
export type Item = ProbeDecl | AliasDecl | FunctionDecl | GlobalDecl | EmbeddedC;

/** `probe POINT, POINT { … }` */
export interface ProbeDecl extends NodeBase<"ProbeDecl"> {
  readonly points: readonly ProbePoint[];
  readonly body: Block;
}

/**
 * `probe NAME = POINT, POINT { … }` (prologue), `+=` (epilogue), or `= POINT { prologue }, { epilogue }` (both).
 * At least one of the two blocks is there. `probe A = B = POINT` gives one alias two names.
 */
export interface AliasDecl extends NodeBase<"AliasDecl"> {
  /** Names without `?`, `!` or condition, at least one. */
  readonly names: readonly ProbePoint[];
  readonly points: readonly ProbePoint[];
  /** Runs before the body of a probe on the alias. */
  readonly prologue?: Block | undefined;
  /** Runs after it. */
  readonly epilogue?: Block | undefined;
  /** The documentation comment in front, as written. */
  readonly doc?: string | undefined;
}

/**
 * One probe point: `kernel.function("a*").return ? if (x)`. A point with alternatives in braces, `syscall.{open,close}`,
 * has become one point for each.
 */
export interface ProbePoint extends NodeBase<"ProbePoint"> {
  readonly components: readonly ProbeComponent[];
  /** `?`, and `!`, which implies it. */
  readonly optional: boolean;
  /** `!`: when it resolves, the later points of the list are not tried. */
  readonly sufficient: boolean;
  /** `if (…)`. Written after the whole list it belongs to the last point, as in SystemTap. */
  readonly condition?: Expression | undefined;
}

/** One dotted part of a probe point. */
export interface ProbeComponent extends NodeBase<"ProbeComponent"> {
  /** May hold `*` and `**`. */
  readonly name: string;
  readonly param?: Literal | undefined;
}

/** The two types values have. */
export type ValueType = "long" | "string";

/** `private function name:type(params):priority { … }` */
export interface FunctionDecl extends NodeBase<"FunctionDecl"> {
  readonly name: string;
  readonly nameSpan: Span;
  readonly private: boolean;
  readonly params: readonly Param[];
  /** Return type, where it is written. */
  readonly returns?: ValueType | undefined;
  /** Order among overloads of the same arity, lowest first, where it is written. */
  readonly priority?: number | undefined;
  readonly body: Block | EmbeddedC;
  /** The documentation comment in front, as written. */
  readonly doc?: string | undefined;
}

/** One parameter of a function. */
export interface Param extends NodeBase<"Param"> {
  readonly name: string;
  readonly type?: ValueType | undefined;
}

/** `global a, b[10], c%[5], d = 1`, or `private …`. */
export interface GlobalDecl extends NodeBase<"GlobalDecl"> {
  readonly private: boolean;
  readonly entries: readonly GlobalEntry[];
}

/** One variable of a global declaration. */
export interface GlobalEntry extends NodeBase<"GlobalEntry"> {
  readonly name: string;
  /** `%`: the oldest element makes room when the array is full. */
  readonly wraps: boolean;
  /** Number of elements, where it is written. */
  readonly size?: number | undefined;
  readonly init?: Literal | undefined;
  /** The initial value as the user gave it from outside, where it's a number only if the variable turns out to be one. */
  readonly given?: string | undefined;
}

/** `%{ … %}`: at the top of a file, as a function's body, as a statement or as an expression. */
export interface EmbeddedC extends NodeBase<"EmbeddedC"> {
  /** What stands between `%{` and `%}`. */
  readonly code: string;
}

// ─── statements ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type Statement =
  | Block
  | ExpressionStatement
  | If
  | While
  | For
  | Foreach
  | Try
  | Return
  | Break
  | Continue
  | Next
  | Delete
  | Empty
  | EmbeddedC;

/** `{ … }` */
export interface Block extends NodeBase<"Block"> {
  readonly statements: readonly Statement[];
}

/** An expression for its effect. */
export interface ExpressionStatement extends NodeBase<"ExpressionStatement"> {
  readonly expression: Expression;
}

/** `if (condition) then else otherwise` */
export interface If extends NodeBase<"If"> {
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise?: Statement | undefined;
}

/** `while (condition) body` */
export interface While extends NodeBase<"While"> {
  readonly condition: Expression;
  readonly body: Statement;
}

/** `for (init; condition; update) body` */
export interface For extends NodeBase<"For"> {
  readonly init?: Expression | undefined;
  /** Absent: for ever. */
  readonly condition?: Expression | undefined;
  readonly update?: Expression | undefined;
  readonly body: Statement;
}

/** `foreach (value = [k1, k2+] in array[slice] @count- limit n) body` */
export interface Foreach extends NodeBase<"Foreach"> {
  /** Variables that take the keys, at least one. */
  readonly keys: readonly Variable[];
  /** Variable that takes the value. */
  readonly value?: Variable | undefined;
  /** An array, or a histogram, whose keys are its buckets. */
  readonly array: Variable | Histogram;
  /** Keys the elements must have; `*` matches any. */
  readonly slice?: readonly Key[] | undefined;
  readonly sort?: Sort | undefined;
  /** Number of elements at most; evaluated once. */
  readonly limit?: Expression | undefined;
  readonly body: Statement;
}

/** The order of a `foreach`. */
export interface Sort extends NodeBase<"Sort"> {
  /** The value, or the key with this index (from 0). */
  readonly by: "value" | number;
  readonly direction: "ascending" | "descending";
  /** For arrays of statistics sorted by value; absent means `count`. */
  readonly aggregate?: ExtractorName | undefined;
}

/** `try { … } catch (variable) { … }` */
export interface Try extends NodeBase<"Try"> {
  readonly body: Block;
  /** Takes the error's message. */
  readonly variable?: Variable | undefined;
  readonly handler: Block;
}

/** `return`, `return value` */
export interface Return extends NodeBase<"Return"> {
  readonly value?: Expression | undefined;
}

/** `break` */
export type Break = NodeBase<"Break">;

/** `continue` */
export type Continue = NodeBase<"Continue">;

/** `next`: leaves the handler, or goes on to the next overload of the function. */
export type Next = NodeBase<"Next">;

/** `delete array`, `delete array[key, *]`, `delete scalar` */
export interface Delete extends NodeBase<"Delete"> {
  readonly target: Expression;
}

/** `;` */
export type Empty = NodeBase<"Empty">;

// ─── expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | Literal
  | Variable
  | TargetExpression
  | Index
  | Call
  | Unary
  | Binary
  | Match
  | Assignment
  | Update
  | Ternary
  | Membership
  | Extractor
  | Histogram
  | Defined
  | Entry
  | Perf
  | ChooseDefined
  | ProbeWrite
  | Const
  | Enumerator
  | EnumeratorName
  | Register
  | EmbeddedC;

export type Literal = NumberLiteral | StringLiteral;

/** A number, wrapped to signed 64 bits. */
export interface NumberLiteral extends NodeBase<"NumberLiteral"> {
  readonly value: bigint;
}

/** A string, escapes resolved and adjacent strings joined; one character per byte. */
export interface StringLiteral extends NodeBase<"StringLiteral"> {
  readonly value: string;
}

/** A local or global variable, or an alias's variable. */
export interface Variable extends NodeBase<"Variable"> {
  readonly name: string;
}

/** What reads the probed program's memory and may be followed with `->`, `[]` and `$`. */
export type TargetExpression = TargetVariable | AtVar | Cast | Autocast;

/** What all target expressions share. */
export interface Accessible {
  /** Steps from the base inwards. A `PrettyAccessor` is the last. */
  readonly accessors: readonly Accessor[];
  /** `&`: the address in place of the value. */
  readonly addressOf: boolean;
}

/** `$name`, `$$vars`, `$name->field[3]$` */
export interface TargetVariable extends NodeBase<"TargetVariable">, Accessible {
  /** With its `$` or `$$`. */
  readonly name: string;
}

/** `@var("name@file", "module")` */
export interface AtVar extends NodeBase<"AtVar">, Accessible {
  /** `name` or `name@compilation-unit`. */
  readonly name: string;
  readonly module?: string | undefined;
}

/** `@cast(operand, "type", "module")` */
export interface Cast extends NodeBase<"Cast">, Accessible {
  readonly operand: Expression;
  readonly type: string;
  readonly module?: string | undefined;
}

/** `operand->field`: the type comes from what the operand was read from. At least one accessor. */
export interface Autocast extends NodeBase<"Autocast">, Accessible {
  readonly operand: Expression;
}

export type Accessor = FieldAccessor | IndexAccessor | PrettyAccessor;

/** `->name` */
export interface FieldAccessor extends NodeBase<"FieldAccessor"> {
  readonly name: string;
}

/** `[index]` */
export interface IndexAccessor extends NodeBase<"IndexAccessor"> {
  readonly index: Expression;
}

/** `$` (one level) or `$$` (nested levels) at the end: the value as text. */
export interface PrettyAccessor extends NodeBase<"PrettyAccessor"> {
  readonly depth: 1 | 2;
}

/** `base[key, key]`: an array's element, or the count of a histogram's bucket. */
export interface Index extends NodeBase<"Index"> {
  readonly base: Variable | Histogram;
  readonly keys: readonly Key[];
}

/** One key of an array index. */
export type Key = Expression | AnyKey;

/** `*` in place of a key. */
export type AnyKey = NodeBase<"AnyKey">;

/** `name(args)`: functions, and the print family (its format is checked later). */
export interface Call extends NodeBase<"Call"> {
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `-a`, `+a`, `!a`, `~a` */
export interface Unary extends NodeBase<"Unary"> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type UnaryOperator = "-" | "+" | "!" | "~";

/** Arithmetic, bits, comparison, logic (`&&` and `||` evaluate the right side only when needed), `.` concatenation. */
export interface Binary extends NodeBase<"Binary"> {
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "."
  | "<<"
  | ">>"
  | ">>>"
  | "<"
  | ">"
  | "<="
  | ">="
  | "=="
  | "!="
  | "&"
  | "^"
  | "|"
  | "&&"
  | "||";

/** `operand =~ "pattern"`, `operand !~ "pattern"` */
export interface Match extends NodeBase<"Match"> {
  readonly operand: Expression;
  readonly negated: boolean;
  readonly pattern: StringLiteral;
}

/** `target = value` and its kin; the expression's value is the target's new one. */
export interface Assignment extends NodeBase<"Assignment"> {
  readonly operator: AssignmentOperator;
  readonly target: Expression;
  readonly value: Expression;
}

/** `<<<` adds a sample to a statistic, `.=` appends. */
export type AssignmentOperator =
  | "="
  | "+="
  | "-="
  | "*="
  | "/="
  | "%="
  | "<<="
  | ">>="
  | "&="
  | "^="
  | "|="
  | ".="
  | "<<<";

/** `++a`, `a++`, `--a`, `a--` */
export interface Update extends NodeBase<"Update"> {
  readonly operator: "++" | "--";
  /** `++a`: the value is the new one. */
  readonly prefix: boolean;
  readonly target: Expression;
}

/** `condition ? then : otherwise` */
export interface Ternary extends NodeBase<"Ternary"> {
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `key in array`, `[key, *] in array` */
export interface Membership extends NodeBase<"Membership"> {
  readonly keys: readonly Key[];
  readonly array: Variable | Histogram;
}

/** `@count(s)`, `@variance(s, shift)`: a number out of a statistic. */
export interface Extractor extends NodeBase<"Extractor"> {
  readonly function: ExtractorName;
  /** A variable or an array's element. */
  readonly statistic: Expression;
  /** `@variance`'s bit shift, where it is written. */
  readonly shift?: number | undefined;
}

export type ExtractorName = "count" | "sum" | "min" | "max" | "avg" | "variance";

/** `@hist_log(s)`, `@hist_linear(s, low, high, step)`: printed as a whole, or indexed for the count of a bucket. */
export type Histogram = HistLog | HistLinear;

/** Buckets by powers of two. */
export interface HistLog extends NodeBase<"HistLog"> {
  readonly statistic: Expression;
}

/** Buckets `step` wide from `low` to `high`. */
export interface HistLinear extends NodeBase<"HistLinear"> {
  readonly statistic: Expression;
  readonly low: bigint;
  readonly high: bigint;
  readonly step: bigint;
}

/** `@defined(operand)`: 1 where the operand can be resolved, else 0; decided before types are inferred. */
export interface Defined extends NodeBase<"Defined"> {
  readonly operand: Expression;
}

/** `@entry(operand)`: the operand's value at function entry, in a return probe. */
export interface Entry extends NodeBase<"Entry"> {
  readonly operand: Expression;
}

/** `@perf("counter")`: the value of a named perf counter. */
export interface Perf extends NodeBase<"Perf"> {
  readonly counter: string;
}

/** `@choose_defined(preferred, fallback)`: the first where it can be resolved. */
export interface ChooseDefined extends NodeBase<"ChooseDefined"> {
  readonly preferred: Expression;
  readonly fallback: Expression;
}

/** `@probewrite(variable)`: 1 where the probe's body writes the variable. */
export interface ProbeWrite extends NodeBase<"ProbeWrite"> {
  readonly operand: Expression;
}

/** `@const("NAME")`: a constant of the kernel's headers. */
export interface Const extends NodeBase<"Const"> {
  readonly name: string;
}

/** `@enum("NAME"[, "module"])`: the number of an enumerator. */
export interface Enumerator extends NodeBase<"Enumerator"> {
  readonly name: string;
  readonly module: string | undefined;
}

/** `@enumname("TYPE", value[, "module"])`: what an enum calls a number. */
export interface EnumeratorName extends NodeBase<"EnumeratorName"> {
  readonly type: string;
  readonly value: Expression;
  readonly module: string | undefined;
}

/** `@kregister(number)`, `@uregister(number)`: a register by its DWARF number, of kernel or user space. */
export interface Register extends NodeBase<"Register"> {
  readonly space: "kernel" | "user";
  readonly number: number;
}

// ─── the whole ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every node there is. */
export type Node =
  | Script
  | Item
  | ProbePoint
  | ProbeComponent
  | Param
  | GlobalEntry
  | Statement
  | Sort
  | Expression
  | AnyKey
  | Accessor;

/** Every discriminator there is. */
export type NodeKind = Node["kind"];

/** The node with a given discriminator. */
export type NodeOf<K extends NodeKind> = Extract<Node, { readonly kind: K }>;
