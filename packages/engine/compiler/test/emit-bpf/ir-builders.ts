import type {
  BinaryOperator, Comparison, Directive, EntryRecord, EntrySlot, EnvironmentName, Expr, Fact, Global, GlobalKey, Handler, Ir, KernelCase,
  KernelProgram, Local, LongExpr, Segment, SessionHandler, Stmt, StringExpr, Update,
} from "@tapset/core";
import { Source, type Span } from "@tapset/language";

/** A script's text, so that spans have something to point into. */
const source = new Source("script.stp", "first line\nsecond line\nthird line\n");
export function spanAt(start: number): Span {
  return { source, start, end: start + 1 };
}

let ids = 0;

// ---- variables ----

export function long(name = "x"): Local {
  return { id: ids++, name, type: "long", bound: 0 };
}
export function string(bound: number, name = "s"): Local {
  return { id: ids++, name, type: "string", bound };
}

type GlobalOptions = Partial<Omit<Global, "id" | "name">>;

/** Globals of one script, numbered in order. */
export class Globals {
  readonly list: Global[] = [];
  make(name: string, options: GlobalOptions = {}): Global {
    const made: Global = {
      id: this.list.length,
      name,
      type: "long",
      bound: 0,
      stats: undefined,
      keys: [],
      maxEntries: 64,
      wraps: false,
      init: undefined,
      storage: "shared",
      twoCopies: false,
      span: undefined,
      ...options,
    };
    this.list.push(made);
    return made;
  }
}
export const longKey: GlobalKey = { type: "long", bound: 0 };
export function stringKey(bound: number, fact?: Fact): GlobalKey {
  return { type: "string", bound, ...(fact && { fact }) };
}

// ---- longs ----

export function num(value: bigint | number): LongExpr {
  return { type: "long", op: "const", value: BigInt(value) };
}
function longOf(value: LongExpr | bigint | number): LongExpr {
  return typeof value === "object" ? value : num(value);
}
export function get(local: Local): LongExpr {
  return { type: "long", op: "local", local };
}
export function context(index: number): LongExpr {
  return { type: "long", op: "context", offset: index * 8, size: 8, signed: false };
}
export function binary(operator: BinaryOperator, left: LongExpr | number | bigint, right: LongExpr | bigint | number): LongExpr {
  return { type: "long", op: "binary", operator, left: longOf(left), right: longOf(right), span: spanAt(3) };
}
export function compare(comparison: Comparison, left: Expr | number, right: Expr | number | bigint): LongExpr {
  return {
    type: "long",
    op: "compare",
    comparison,
    left: typeof left === "number" ? num(left) : left,
    right: typeof right === "object" ? right : num(right),
  };
}
export function env(name: EnvironmentName): LongExpr {
  return { type: "long", op: "environment", name };
}
export const pid = binary("shr", env("pid_tgid"), 32);
export function read(global: Global): LongExpr {
  return { type: "long", op: "global", global };
}
export function element(global: Global, ...keys: readonly Expr[]): LongExpr {
  return { type: "long", op: "element", global, keys };
}
export function update(
  global: Global,
  operator: Update["operator"],
  value: LongExpr | number | bigint,
  keys: readonly Expr[] = [],
  yields: "old" | "new" = "old",
): LongExpr {
  return { type: "long", op: "update", update: { place: { global, keys }, operator, value: longOf(value) }, yields };
}

// ---- strings ----

export function text(value: string): StringExpr {
  return { type: "string", op: "text", text: value, bound: value.length };
}
export function gets(local: Local): StringExpr {
  return { type: "string", op: "local", local, bound: local.bound };
}
export const comm: StringExpr = { type: "string", op: "comm", bound: 15 };
export function concat(bound: number, ...parts: readonly StringExpr[]): StringExpr {
  return { type: "string", op: "concat", parts, bound };
}
export function format(bound: number, ...segments: readonly (Segment | string)[]): StringExpr {
  return { type: "string", op: "format", segments: segmentsOf(segments), bound };
}
export function readString(address: LongExpr, access: "kernel" | "user", bound: number, fallback?: StringExpr): StringExpr {
  return { type: "string", op: "load-string", address, access, fallback, bound, span: spanAt(11) };
}
export function fact(of: Fact, ...raw: readonly Expr[]): StringExpr {
  return { type: "string", op: "fact", fact: of, raw, bound: of.bound };
}

// ---- printing ----

export function value(conversion: Directive["conversion"], of: Expr, options: Partial<Directive> = {}): Segment {
  const directive: Directive = {
    conversion,
    minus: false,
    plus: false,
    space: false,
    zero: false,
    alternate: false,
    width: undefined,
    precision: undefined,
    ...options,
  };
  return { kind: "value", directive, value: of };
}
function segmentsOf(segments: readonly (Segment | string)[]): Segment[] {
  return segments.map((segment): Segment => (typeof segment === "string" ? { kind: "text", text: segment } : segment));
}

// ---- statements ----

export function print(...segments: readonly (Segment | string)[]): Stmt {
  return { op: "print", stream: "output", segments: segmentsOf(segments) };
}
export function set(local: Local, to: Expr | number | bigint): Stmt {
  return { op: "set", local, value: typeof to === "object" ? to : num(to) };
}
export function run(of: Expr): Stmt {
  return { op: "evaluate", value: of };
}
export function when(condition: LongExpr, then: readonly Stmt[], otherwise: readonly Stmt[] = []): Stmt {
  return { op: "if", condition, then, otherwise };
}
export function raise(message: StringExpr): Stmt {
  return { op: "raise", message, span: spanAt(22) };
}
export function tryCatch(body: readonly Stmt[], message: Local | undefined, handler: readonly Stmt[]): Stmt {
  return { op: "try", body, message, handler };
}
/** `while (condition) body`, whose `continue` would break out of `label + 1`. */
export function loop(label: number, condition: LongExpr, ...body: readonly Stmt[]): Stmt {
  const leave = when({ type: "long", op: "unary", operator: "not", operand: condition }, [{ op: "break", label }]);
  return { op: "loop", label, body: [leave, { op: "block", label: label + 1, body }], actions: 1, span: spanAt(5) };
}

// ---- handlers ----

interface HandlerOptions {
  readonly locals?: readonly Local[];
  readonly condition?: LongExpr;
  readonly paired?: { readonly record: EntryRecord; readonly mark: LongExpr };
  readonly probe?: number;
}

export function handler(body: readonly Stmt[], options: HandlerOptions = {}): Handler {
  return {
    id: ids++,
    probe: options.probe ?? 0,
    condition: options.condition,
    locals: options.locals ?? [],
    body,
    functions: [],
    owns: [],
    paired: options.paired,
  };
}

export interface IrOptions {
  readonly globals?: Globals;
  readonly records?: readonly EntryRecord[];
  readonly session?: readonly SessionHandler[];
  readonly limits?: Partial<Ir["limits"]>;
  readonly selector?: LongExpr;
  readonly skipSelf?: boolean;
  readonly program?: KernelProgram["program"];
}

/** A script of one program with these handlers, or cases. */
export function script(handlers: readonly (Handler | KernelCase)[], options: IrOptions = {}): Ir {
  const cases = handlers.map((each): KernelCase => ("handler" in each ? each : { when: undefined, handler: each }));
  return scriptOf([kernelProgram(0, cases, options)], options);
}

export function kernelProgram(id: number, cases: readonly KernelCase[], options: IrOptions = {}): KernelProgram {
  return {
    id,
    name: "sys_enter",
    family: "test",
    program: options.program ?? { type: "RAW_TRACEPOINT" },
    attach: [{ kind: "raw-tracepoint", tracepoint: "sys_enter" }],
    selector: options.selector,
    cases,
    skipSelf: options.skipSelf ?? false,
  };
}

export function scriptOf(programs: readonly KernelProgram[], options: IrOptions = {}): Ir {
  return {
    globals: options.globals?.list ?? [],
    probes: [0, 1, 2].map((id) => ({ id, point: `probe.${id}`, written: `probe.${id}`, span: spanAt(0) })),
    records: options.records ?? [],
    programs,
    session: options.session ?? [],
    limits: {
      MAXSTRINGLEN: 512,
      MAXMAPENTRIES: 2048,
      MAXACTION: 1000,
      MAXACTION_INTERRUPTIBLE: 10000,
      MAXERRORS: 0,
      MAXNESTING: 10,
      ...options.limits,
    },
  };
}

export function slot(index: number, name: string, options: Partial<EntrySlot> = {}): EntrySlot {
  return { index, name, type: "long", bound: 0, rereadUser: false, ...options };
}

// ---- the rest ----

export function unary(operator: "neg" | "bitnot" | "not", operand: LongExpr): LongExpr {
  return { type: "long", op: "unary", operator, operand };
}
export function has(global: Global, ...keys: readonly (Expr | undefined)[]): LongExpr {
  return { type: "long", op: "has", global, keys };
}
export function accumulate(global: Global, of: LongExpr | number, ...keys: readonly Expr[]): Stmt {
  return { op: "accumulate", global, keys, value: longOf(of) };
}
