import type { Expr, Segment, Stmt } from "@tapset/core";

/** A node of the IR: an expression or a statement. */
export type Node = Expr | Stmt;

type Tables<N extends Node> = { readonly [Op in N["op"]]: (node: Extract<N, { op: Op }>) => readonly (Node | undefined)[] };

const none = (): readonly Node[] => [];

function segmentChildren(segments: readonly Segment[]): Node[] {
  return segments.flatMap((segment): Node[] => {
    if (segment.kind === "text") return [];
    if (segment.kind === "histogram") return [...segment.keys];
    const { width, precision } = segment.directive;
    return [width, precision, segment.value].filter((part) => typeof part === "object");
  });
}

/** What a node is made of, in the order it's evaluated. Complete by type: a new op doesn't compile without its row. */
const expressionChildren: Tables<Expr> = {
  const: none,
  text: none,
  comm: none,
  context: none,
  environment: none,
  entry: none,
  local: none,
  global: none,
  element: ({ keys }) => keys,
  unary: ({ operand }) => [operand],
  binary: ({ left, right }) => [left, right],
  compare: ({ left, right }) => [left, right],
  logical: ({ left, right }) => [left, right],
  select: ({ condition, then, otherwise }) => [condition, then, otherwise],
  has: ({ keys }) => keys,
  extract: ({ keys }) => keys,
  bucket: ({ keys, index }) => [...keys, index],
  update: ({ update }) => [...update.place.keys, update.value],
  load: ({ address }) => [address],
  "load-string": ({ address, fallback }) => [address, fallback],
  helper: (node) => node.arguments,
  host: (node) => node.arguments,
  strlen: ({ text }) => [text],
  concat: ({ parts }) => parts,
  format: ({ segments }) => segmentChildren(segments),
  fact: ({ raw }) => raw,
  substr: ({ text, start, length }) => [text, start, length],
  sequence: ({ before, value }) => [...before, value],
};

const statementChildren: Tables<Stmt> = {
  set: ({ value }) => [value],
  evaluate: ({ value }) => [value],
  update: ({ update }) => [...update.place.keys, update.value],
  accumulate: ({ keys, value }) => [...keys, value],
  delete: ({ keys }) => keys,
  clear: none,
  if: ({ condition, then, otherwise }) => [condition, ...then, ...otherwise],
  loop: ({ body }) => body,
  foreach: ({ slice, limit, body }) => [...slice, limit, ...body],
  block: ({ body }) => body,
  break: none,
  end: none,
  try: ({ body, handler }) => [...body, ...handler],
  raise: ({ message }) => [message],
  print: ({ segments }) => segmentChildren(segments),
  exit: none,
  host: (node) => node.arguments,
  remember: ({ mark, values }) => [mark, ...values.map(({ value }) => value)],
};

/** Whether a node is an expression: only they have a type. */
export function isExpression(node: Node): node is Expr {
  return "type" in node;
}

/** The nodes directly under a node, in the order they are evaluated. */
export function childrenOf(node: Node): readonly Node[] {
  // The tables' rows agree with the op by construction, which the type checker can't follow through an index.
  const row = (isExpression(node) ? expressionChildren[node.op] : statementChildren[node.op]) as (node: Node) => readonly (Node | undefined)[];
  return row(node).filter((child) => child !== undefined);
}

/** A node and everything under it, itself first. */
export function* walk(...roots: readonly Node[]): Generator<Node> {
  for (const root of roots) {
    yield root;
    yield* walk(...childrenOf(root));
  }
}
