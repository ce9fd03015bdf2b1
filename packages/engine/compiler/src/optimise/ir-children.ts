import type { Directive, Expr, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";

/** An operand's place may be empty: a `*` key, an absent limit. */
export type Operand = Expr | undefined;

/** The expressions directly in a node, in the order they're evaluated, and the node made anew with others in their places. */
interface Row<N> {
  get(node: N): readonly Operand[];
  set(node: N, operands: readonly Operand[]): N;
}
type ExprOf<Op extends Expr["op"]> = Extract<Expr, { readonly op: Op }>;
type StmtOf<Op extends Stmt["op"]> = Extract<Stmt, { readonly op: Op }>;

const LEAF: Row<never> = { get: () => [], set: (node) => node };

/** Rows are written with the operands' types known by construction: a rewrite keeps longs longs and strings strings. */
const long = (operand: Operand): LongExpr => operand as LongExpr;
const text = (operand: Operand): StringExpr => operand as StringExpr;

const KEYED = {
  get: (node: { readonly keys: readonly Operand[] }) => node.keys,
  set: <N extends { readonly keys: readonly Operand[] }>(node: N, keys: readonly Operand[]): N => ({ ...node, keys }),
};
const CALL = {
  get: (node: { readonly arguments: readonly Expr[] }) => node.arguments,
  set: <N extends { readonly arguments: readonly Expr[] }>(node: N, list: readonly Operand[]): N => ({ ...node, arguments: list as Expr[] }),
};
const UPDATE = {
  get: ({ update }: StmtOf<"update"> | ExprOf<"update">): readonly Operand[] => [...update.place.keys, update.value],
  set: <N extends StmtOf<"update"> | ExprOf<"update">>(node: N, operands: readonly Operand[]): N => ({
    ...node,
    update: { ...node.update, place: { ...node.update.place, keys: operands.slice(0, -1) as Expr[] }, value: operands.at(-1) as Expr },
  }),
};

const EXPRESSIONS: { readonly [Op in Expr["op"]]: Row<ExprOf<Op>> } = {
  const: LEAF,
  text: LEAF,
  local: LEAF,
  global: LEAF,
  context: LEAF,
  environment: LEAF,
  entry: {
    get: (node) => ("again" in node ? [node.again] : []),
    set: (node, [again]) => (again === undefined ? node : ({ ...node, again }) as ExprOf<"entry">),
  },
  gather: { get: (node) => node.words, set: (node, words) => ({ ...node, words: words as LongExpr[] }) },
  comm: LEAF,
  stack: LEAF,
  frame: { get: (node) => [node.depth], set: (node, [depth]) => ({ ...node, depth: long(depth) }) },
  element: KEYED,
  has: KEYED,
  extract: KEYED,
  helper: CALL,
  host: CALL,
  update: UPDATE,
  unary: { get: (node) => [node.operand], set: (node, [operand]) => ({ ...node, operand: long(operand) }) },
  binary: { get: (node) => [node.left, node.right], set: (node, [left, right]) => ({ ...node, left: long(left), right: long(right) }) },
  compare: {
    get: (node) => [node.left, node.right],
    set: (node, [left, right]) => ({ ...node, left: left as Expr, right: right as Expr }),
  },
  logical: { get: (node) => [node.left, node.right], set: (node, [left, right]) => ({ ...node, left: long(left), right: long(right) }) },
  select: {
    get: (node) => [node.condition, node.then, node.otherwise],
    set: (node, [condition, then, otherwise]) => ({ ...node, condition, then, otherwise }) as ExprOf<"select">,
  },
  bucket: {
    get: (node) => [...node.keys, node.index],
    set: (node, operands) => ({ ...node, keys: operands.slice(0, -1) as Expr[], index: long(operands.at(-1)) }),
  },
  load: { get: (node) => [node.address], set: (node, [address]) => ({ ...node, address: long(address) }) },
  "load-string": {
    get: (node) => [node.address, node.length, node.fallback],
    set: (node, [address, length, fallback]) => ({
      ...node,
      address: long(address),
      ...(length && { length: long(length) }),
      fallback: fallback as StringExpr | undefined,
    }),
  },
  strlen: { get: (node) => [node.text], set: (node, [operand]) => ({ ...node, text: text(operand) }) },
  byte: { get: (node) => [node.text, node.index], set: (node, [operand, index]) => ({ ...node, text: text(operand), index: long(index) }) },
  find: { get: (node) => [node.text, node.part], set: (node, [operand, part]) => ({ ...node, text: text(operand), part: text(part) }) },
  scan: {
    get: (node) => [node.text, node.start, node.bytes],
    set: (node, [operand, start, bytes]) => ({ ...node, text: text(operand), start: long(start), bytes: text(bytes) }),
  },
  strtol: { get: (node) => [node.text, node.base], set: (node, [operand, base]) => ({ ...node, text: text(operand), base: long(base) }) },
  match: { get: (node) => [node.text], set: (node, [operand]) => ({ ...node, text: text(operand) }) },
  part: { get: (node) => [node.text], set: (node, [operand]) => ({ ...node, text: text(operand) }) },
  replace: {
    get: (node) => [node.text, node.part, node.replacement],
    set: (node, [operand, part, replacement]) => ({ ...node, text: text(operand), part: text(part), replacement: text(replacement) }),
  },
  escape: { get: (node) => [node.text, node.length], set: (node, [operand, length]) => ({ ...node, text: text(operand), length: long(length) }) },
  concat: { get: (node) => node.parts, set: (node, parts) => ({ ...node, parts: parts as StringExpr[] }) },
  format: {
    get: (node) => segmentOperands(node.segments),
    set: (node, operands) => ({ ...node, segments: replaceSegmentOperands(node.segments, operands) }),
  },
  fact: { get: (node) => node.raw, set: (node, raw) => ({ ...node, raw: raw as Expr[] }) },
  substr: {
    get: (node) => [node.text, node.start, node.length],
    set: (node, [operand, start, length]) => ({ ...node, text: text(operand), start: long(start), length: long(length) }),
  },
  sequence: { get: (node) => [node.value], set: (node, [value]) => ({ ...node, value }) as ExprOf<"sequence"> },
};

const STATEMENTS: { readonly [Op in Stmt["op"]]: Row<StmtOf<Op>> } = {
  clear: LEAF,
  loop: LEAF,
  block: LEAF,
  break: LEAF,
  end: LEAF,
  try: LEAF,
  exit: LEAF,
  answer: { get: (node) => [node.value], set: (node, [value]) => ({ ...node, value: long(value) }) },
  delete: KEYED,
  host: CALL,
  call: CALL,
  return: { get: (node) => [node.value], set: (node, [value]) => ({ ...node, value }) },
  update: UPDATE,
  set: { get: (node) => [node.value], set: (node, [value]) => ({ ...node, value: value as Expr }) },
  evaluate: { get: (node) => [node.value], set: (node, [value]) => ({ ...node, value: value as Expr }) },
  accumulate: {
    get: (node) => [...node.keys, node.value],
    set: (node, operands) => ({ ...node, keys: operands.slice(0, -1) as Expr[], value: long(operands.at(-1)) }),
  },
  if: { get: (node) => [node.condition], set: (node, [condition]) => ({ ...node, condition: long(condition) }) },
  foreach: {
    get: (node) => [...node.slice, node.limit],
    set: (node, operands) => ({ ...node, slice: operands.slice(0, -1), limit: operands.at(-1) as LongExpr | undefined }),
  },
  raise: { get: (node) => [node.message], set: (node, [message]) => ({ ...node, message: text(message) }) },
  print: {
    get: ({ speculation, segments }) => (speculation ? [speculation, ...segmentOperands(segments)] : segmentOperands(segments)),
    set: (node, operands) =>
      node.speculation
        ? { ...node, speculation: long(operands[0]), segments: replaceSegmentOperands(node.segments, operands.slice(1)) }
        : { ...node, segments: replaceSegmentOperands(node.segments, operands) },
  },
  decide: { get: (node) => [node.speculation], set: (node, [speculation]) => ({ ...node, speculation: long(speculation) }) },
  remember: {
    get: (node) => [node.mark, ...node.values.map(({ value }) => value)],
    set: (node, [mark, ...values]) => ({
      ...node,
      mark: long(mark),
      values: node.values.map(({ slot }, index) => ({ slot, value: values[index] as Expr })),
    }),
  },
};

function segmentOperands(segments: readonly Segment[]): Operand[] {
  // One of the busiest loops of a compilation: lists are appended to, not made and joined.
  const operands: Operand[] = [];
  for (const segment of segments) {
    if (segment.kind === "text") continue;
    if (segment.kind === "histogram") {
      operands.push(...segment.keys);
      continue;
    }
    const { width, precision } = segment.directive;
    if (typeof width === "object") operands.push(width);
    if (typeof precision === "object") operands.push(precision);
    operands.push(segment.value);
  }
  return operands;
}

function replaceSegmentOperands(segments: readonly Segment[], operands: readonly Operand[]): Segment[] {
  let next = 0;
  const size = (old: Directive["width"]): Directive["width"] => (typeof old === "object" ? long(operands[next++]) : old);
  return segments.map((segment): Segment => {
    if (segment.kind === "text") return segment;
    if (segment.kind === "histogram") return { ...segment, keys: segment.keys.map(() => operands[next++] as Expr) };
    const width = size(segment.directive.width);
    const precision = size(segment.directive.precision);
    return { ...segment, directive: { ...segment.directive, width, precision }, value: operands[next++] as Expr };
  });
}

/** The expressions directly in an expression, in the order they're evaluated. */
export function operandsOf(expr: Expr): readonly Operand[] {
  return (EXPRESSIONS[expr.op] as Row<Expr>).get(expr);
}

/** How many of the operands are evaluated whatever they are; the rest may be skipped. */
export function certainOperands(expr: Expr): number {
  if (expr.op === "load-string") return 2;
  return expr.op === "logical" || expr.op === "select" ? 1 : Infinity;
}

/** The expression with other operands in the same places. */
export function withOperands<E extends Expr>(expr: E, operands: readonly Operand[]): E {
  return (EXPRESSIONS[expr.op] as Row<Expr>).set(expr, operands) as E;
}

/** The expressions directly in a statement (not in the statements below it), in the order they're evaluated. */
export function statementOperands(stmt: Stmt): readonly Operand[] {
  return (STATEMENTS[stmt.op] as Row<Stmt>).get(stmt);
}

/** The statement with other expressions in the same places. */
export function withStatementOperands(stmt: Stmt, operands: readonly Operand[]): Stmt {
  return (STATEMENTS[stmt.op] as Row<Stmt>).set(stmt, operands);
}

/** The lists of statements directly in a statement. */
export function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.op) {
    case "if":
      return [stmt.then, stmt.otherwise];
    case "loop":
    case "foreach":
    case "block":
      return [stmt.body];
    case "try":
      return [stmt.body, stmt.handler];
    default:
      return [];
  }
}

/** The statement with other lists of statements in the same places. */
export function withBlocks(stmt: Stmt, blocks: readonly (readonly Stmt[])[]): Stmt {
  const [first = [], second = []] = blocks;
  switch (stmt.op) {
    case "if":
      return { ...stmt, then: first, otherwise: second };
    case "loop":
    case "foreach":
    case "block":
      return { ...stmt, body: first };
    case "try":
      return { ...stmt, body: first, handler: second };
    default:
      return stmt;
  }
}
