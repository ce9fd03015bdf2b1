import type { Directive, EntryRecord, Expr, FunctionBody, Global, Handler, Ir, KernelProgram, Segment, SessionHandler, Stmt, Update } from "@tapset/core";

/**
 * A listing of the IR, for `-p3` and for tests: globals, records, programs with their cases, session handlers. Symbolic:
 * names in place of numbers, one statement a line.
 */
export function printIr(ir: Ir): string {
  const lines = [
    ...ir.globals.map(printGlobal),
    ...ir.records.map(printRecord),
    ...ir.programs.flatMap((program) => printProgram(ir, program)),
    ...ir.session.flatMap((each) => printSession(ir, each)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

// ---- declarations ----

function printGlobal(global: Global): string {
  const keys = global.keys.map((key) => typeText(key) + (key.fact ? ` raw ${key.fact.name}` : ""));
  const size = global.keys.length === 0 ? "" : `[${keys.join(", ")}] max ${global.maxEntries}${global.wraps ? " wrapping" : ""}`;
  const value = global.type === "stats" ? statsText(global) : typeText(global);
  const init = global.init === undefined ? "" : ` = ${typeof global.init === "string" ? quote(global.init) : global.init}`;
  return `global ${global.name}${size}: ${value}${init} ${global.storage}${global.twoCopies ? " two copies" : ""}`;
}

function printRecord({ id, slots }: EntryRecord): string {
  const parts = slots.map((slot) => `${slot.name}:${typeText(slot)}${slot.rereadUser ? " reread" : ""}`);
  return `record ${id}${parts.length === 0 ? " of marks" : ` { ${parts.join(", ")} }`}`;
}

function statsText({ stats }: Global): string {
  const shape = stats?.histogram;
  const histogram = shape === undefined ? "" : shape.kind === "log" ? " hist_log" : ` hist_linear(${shape.low}, ${shape.high}, ${shape.width})`;
  return `stats${stats?.variance === true ? " variance" : ""}${histogram}`;
}

function typeText({ type, bound }: { readonly type: string; readonly bound: number }): string {
  return type === "string" ? `string(${bound})` : type;
}

function printProgram(ir: Ir, program: KernelProgram): string[] {
  const { type, expectedAttachType, attachBtfName } = program.program;
  const kind = [type, expectedAttachType, attachBtfName].filter((part) => part !== undefined).join(" ");
  return [
    `program ${program.name} ${kind}${program.skipSelf ? "" : " with self"}`,
    ...program.attach.map((spec) => `  attach ${JSON.stringify(spec)}`),
    ...(program.selector ? [`  select ${printExpr(program.selector)}`] : []),
    ...program.cases.flatMap(({ when, handler }) => printHandler(ir, when === undefined ? "  case *" : `  case ${when.join(", ")}`, handler, "  ")),
  ];
}

function printSession(ir: Ir, { handler, phase, order, start, family }: SessionHandler): string[] {
  const where = [phase, order === Number.MAX_SAFE_INTEGER ? "last" : String(order), ...(start ? [JSON.stringify(start)] : [])].join(" ");
  return printHandler(ir, `session ${family} ${where}`, handler, "");
}

function printHandler(ir: Ir, title: string, handler: Handler, indent: string): string[] {
  const written = ir.probes[handler.probe]?.written ?? "?";
  const notes = [
    ...(handler.condition ? [`if ${printExpr(handler.condition)}`] : []),
    ...(handler.paired ? [`paired by record ${handler.paired.record.id} mark ${printExpr(handler.paired.mark)}`] : []),
    ...(handler.owns.length > 0 ? [`owns ${handler.owns.map(({ name }) => name).join(", ")}`] : []),
    ...(handler.companion === true ? ["companion"] : []),
  ];
  const locals = handler.locals.filter(({ type }) => type === "string").map((local) => `${indent}  local ${localName(local)}: ${typeText(local)}`);
  const functions = handler.functions.flatMap((each) => printFunction(each, `${indent}  `));
  return [[`${title}: ${written}`, ...notes].join("; "), ...locals, ...functions, ...printStatements(handler.body, `${indent}  `)];
}

function printFunction({ id, name, parameters, result, body, actions }: FunctionBody, indent: string): string[] {
  const signature = parameters.map((parameter) => `${localName(parameter)}: ${typeText(parameter)}`).join(", ");
  return [`${indent}function F${id} ${name}(${signature})${result ? `: ${typeText(result)}` : ""} (${actions} a call)`, ...printStatements(body, `${indent}  `)];
}

// ---- statements ----

function printStatements(list: readonly Stmt[], indent: string): string[] {
  return list.flatMap((stmt) => printStatement(stmt).flatMap((part) => (typeof part === "string" ? [indent + part] : printStatements(part, `${indent}  `))));
}

type Part = string | readonly Stmt[];
type StatementPrinters = { readonly [Op in Stmt["op"]]: (stmt: Extract<Stmt, { readonly op: Op }>) => readonly Part[] };

const STATEMENTS: StatementPrinters = {
  set: ({ local, value }) => [`${localName(local)} = ${printExpr(value)}`],
  evaluate: ({ value }) => [printExpr(value)],
  update: ({ update }) => [printUpdate(update)],
  accumulate: ({ global, keys, value }) => [`${place(global, keys)} <<< ${printExpr(value)}`],
  delete: ({ global, keys }) => [`delete ${place(global, keys)}`],
  clear: ({ global }) => [`delete ${global.name}`],
  if: ({ condition, then, otherwise }) => [`if ${printExpr(condition)}`, then, ...(otherwise.length > 0 ? ["else", otherwise] : [])],
  loop: ({ label, body, actions }) => [`loop L${label} (${actions} a turn)`, body],
  foreach: (stmt) => {
    const keys = stmt.keys.map(localName).join(", ");
    const value = stmt.value ? `${localName(stmt.value)} = ` : "";
    const slice = stmt.slice.length > 0 ? `[${printKeys(stmt.slice)}]` : "";
    const sort = stmt.sort ? ` by ${typeof stmt.sort.by === "number" ? `key ${stmt.sort.by + 1}` : stmt.sort.by} ${stmt.sort.direction}` : "";
    const limit = stmt.limit ? ` limit ${printExpr(stmt.limit)}` : "";
    return [`foreach L${stmt.label} ${value}[${keys}] in ${stmt.global.name}${slice}${sort}${limit} (${stmt.actions} a turn)`, stmt.body];
  },
  block: ({ label, body }) => [`block L${label}`, body],
  break: ({ label }) => [`break L${label}`],
  end: () => ["end"],
  call: ({ callee, arguments: values, result }) => [`${result ? `${localName(result)} = ` : ""}call F${callee}(${printKeys(values)})`],
  return: ({ value }) => [value ? `return ${printExpr(value)}` : "return"],
  try: ({ body, message, handler }) => ["try", body, message ? `catch ${localName(message)}` : "catch", handler],
  raise: ({ message }) => [`raise ${printExpr(message)}`],
  print: ({ stream, segments, speculation }) =>
    [`${speculation ? `hold ${printExpr(speculation)}:` : stream === "output" ? "print" : stream} ${printSegments(segments)}`],
  decide: ({ speculation, keep }) => [`${keep ? "commit" : "discard"} ${printExpr(speculation)}`],
  exit: () => ["exit"],
  answer: ({ value }) => [`answer ${printExpr(value)}`],
  host: (stmt) => [`host ${stmt.name}(${printKeys(stmt.arguments)})`],
  remember: ({ record, mark, values }) => [
    `remember in record ${record.id} mark ${printExpr(mark)}${values.map(({ slot, value }) => `, ${slot.name} = ${printExpr(value)}`).join("")}`,
  ],
};

function printStatement(stmt: Stmt): readonly Part[] {
  return (STATEMENTS[stmt.op] as (stmt: Stmt) => readonly Part[])(stmt);
}

function printUpdate({ place: { global, keys }, operator, value }: Update & { readonly value: Expr }): string {
  return `${place(global, keys)} ${operator === "set" ? "" : operator}= ${printExpr(value)}`;
}

function place(global: Global, keys: readonly (Expr | undefined)[]): string {
  return keys.length === 0 ? global.name : `${global.name}[${printKeys(keys)}]`;
}

function printKeys(keys: readonly (Expr | undefined)[]): string {
  return keys.map((key) => (key === undefined ? "*" : printExpr(key))).join(", ");
}

function localName(local: { readonly name: string; readonly id: number }): string {
  return `${local.name}.${local.id}`;
}

// ---- expressions ----

const BINARY_SIGNS = { add: "+", sub: "-", mul: "*", div: "/", mod: "%", and: "&", or: "|", xor: "^", shl: "<<", shr: ">>>", sar: ">>" } as const;
const COMPARE_SIGNS = { eq: "==", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;
const UNARY_SIGNS = { neg: "-", bitnot: "~", not: "!" } as const;

type ExpressionPrinters = { readonly [Op in Expr["op"]]: (expr: Extract<Expr, { readonly op: Op }>) => string };

const EXPRESSIONS: ExpressionPrinters = {
  const: ({ value }) => String(value),
  text: ({ text }) => quote(text),
  local: ({ local }) => localName(local),
  global: ({ global }) => global.name,
  element: ({ global, keys }) => place(global, keys),
  unary: ({ operator, operand }) => `${UNARY_SIGNS[operator]}${printExpr(operand)}`,
  binary: ({ operator, left, right }) => `(${printExpr(left)} ${BINARY_SIGNS[operator]} ${printExpr(right)})`,
  compare: ({ comparison, left, right }) => `(${printExpr(left)} ${COMPARE_SIGNS[comparison]} ${printExpr(right)})`,
  logical: ({ operator, left, right }) => `(${printExpr(left)} ${operator === "and" ? "&&" : "||"} ${printExpr(right)})`,
  select: ({ condition, then, otherwise }) => `(${printExpr(condition)} ? ${printExpr(then)} : ${printExpr(otherwise)})`,
  has: ({ global, keys }) => `([${printKeys(keys)}] in ${global.name})`,
  extract: ({ extractor, shift, global, keys }) => `@${extractor}(${place(global, keys)}${shift === 0 ? "" : `, ${shift}`})`,
  bucket: ({ global, keys, index }) => `@hist(${place(global, keys)})[${printExpr(index)}]`,
  update: ({ update, yields }) => `${yields}(${printUpdate(update)})`,
  context: ({ offset, size, signed }) => `context+${offset}:${signed ? "s" : "u"}${size * 8}`,
  load: ({ address, offset, size, signed, access, onFault, nullIsZero }) =>
    `${access}${onFault === "zero" ? "?" : ""}${nullIsZero ? "0" : ""}(${printExpr(address)}${offset === 0 ? "" : ` + ${offset}`}):${signed ? "s" : "u"}${size * 8}`,
  environment: ({ name }) => name,
  frame: ({ stack, depth }) => `${stack} stack[${printExpr(depth)}]`,
  helper: (expr) => `helper ${expr.helper}(${printKeys(expr.arguments)})`,
  entry: ({ slot }) => `entry ${slot.name}`,
  host: (expr) => `host ${expr.name}(${printKeys(expr.arguments)})`,
  byte: ({ text, index }) => `byte(${printExpr(text)}, ${printExpr(index)})`,
  find: ({ text, part }) => `find(${printExpr(text)}, ${printExpr(part)})`,
  scan: ({ text, start, bytes, among }) => `scan(${printExpr(text)}, ${printExpr(start)}, ${among ? "" : "not "}${printExpr(bytes)})`,
  strtol: ({ text, base }) => `strtol(${printExpr(text)}, ${printExpr(base)})`,
  match: ({ text, automaton }) => `(${printExpr(text)} =~ ${quote(automaton.pattern)})`,
  part: ({ text, automaton }) => `part(${printExpr(text)}, ${quote(automaton.pattern)})`,
  strlen: ({ text }) => `strlen(${printExpr(text)})`,
  concat: ({ parts }) => `(${parts.map(printExpr).join(" . ")})`,
  format: ({ segments }) => `format(${printSegments(segments)})`,
  comm: () => "comm",
  stack: ({ stack, depth }) => `${stack} stack(${depth})`,
  "load-string": ({ address, access, length, fallback, bound }) => `${access} string(${printExpr(address)}, ${length ? `${printExpr(length)} of ` : ""}${bound}${fallback ? `, else ${printExpr(fallback)}` : ""})`,
  gather: ({ words }) => `gather(${printKeys(words)})`,
  fact: ({ fact, raw }) => `fact ${fact.name}(${printKeys(raw)})`,
  substr: ({ text, start, length }) => `substr(${printExpr(text)}, ${printExpr(start)}, ${printExpr(length)})`,
  replace: ({ text, part, replacement }) => `replace(${printExpr(text)}, ${printExpr(part)}, ${printExpr(replacement)})`,
  escape: ({ text, quotes, length }) => `${quotes ? "quote" : "escape"}(${printExpr(text)}, ${printExpr(length)})`,
  sequence: ({ before, value }) => `{ ${before.map((stmt) => printInline(stmt)).join("; ")}; ${printExpr(value)} }`,
};

/** An expression as one line of a listing. */
export function printExpr(expr: Expr): string {
  return (EXPRESSIONS[expr.op] as (expr: Expr) => string)(expr);
}

function printInline(stmt: Stmt): string {
  return printStatement(stmt)
    .map((part) => (typeof part === "string" ? part : `{ ${part.map(printInline).join("; ")} }`))
    .join(" ");
}

function printSegments(segments: readonly Segment[]): string {
  const parts = segments.map((segment) => {
    if (segment.kind === "text") return quote(segment.text);
    if (segment.kind === "histogram") return `histogram ${place(segment.global, segment.keys)}`;
    return `${directiveText(segment.directive)} ${printExpr(segment.value)}`;
  });
  return parts.join(", ");
}

function directiveText(directive: Directive): string {
  const { minus, plus, space, zero, alternate, width, precision, conversion } = directive;
  const flags = [minus && "-", plus && "+", space && " ", alternate && "#", zero && "0"].filter((flag) => flag !== false).join("");
  const size = (value: Directive["width"]): string => (value === undefined ? "" : typeof value === "number" ? String(value) : `(${printExpr(value)})`);
  return `%${flags}${size(width)}${precision === undefined ? "" : `.${size(precision)}`}${conversion}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
