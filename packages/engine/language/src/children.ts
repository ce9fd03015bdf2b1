import type { Node, NodeKind, NodeOf } from "./ast.js";

/** The properties of a node that hold nodes. */
export type ChildKey<N extends Node> = {
  [P in keyof N]-?: Extract<N[P] extends readonly (infer E)[] | undefined ? E : N[P], Node> extends never ? never : P;
}[keyof N];

/** For each kind its child properties in the order of the text. The type checker demands that none is left out. */
type ChildTable = { readonly [K in NodeKind]: { readonly [P in ChildKey<NodeOf<K>>]: true } };

const table: ChildTable = {
  Script: { items: true },
  ProbeDecl: { points: true, body: true },
  AliasDecl: { names: true, points: true, prologue: true, epilogue: true },
  ProbePoint: { components: true, condition: true },
  ProbeComponent: { param: true },
  FunctionDecl: { params: true, body: true },
  Param: {},
  GlobalDecl: { entries: true },
  GlobalEntry: { init: true },
  EmbeddedC: {},
  Block: { statements: true },
  ExpressionStatement: { expression: true },
  If: { condition: true, then: true, otherwise: true },
  While: { condition: true, body: true },
  For: { init: true, condition: true, update: true, body: true },
  Foreach: { value: true, keys: true, array: true, slice: true, sort: true, limit: true, body: true },
  Sort: {},
  Try: { body: true, variable: true, handler: true },
  Return: { value: true },
  Break: {},
  Continue: {},
  Next: {},
  Delete: { target: true },
  Empty: {},
  NumberLiteral: {},
  StringLiteral: {},
  Variable: {},
  TargetVariable: { accessors: true },
  AtVar: { accessors: true },
  Cast: { operand: true, accessors: true },
  Autocast: { operand: true, accessors: true },
  FieldAccessor: {},
  IndexAccessor: { index: true },
  PrettyAccessor: {},
  Index: { base: true, keys: true },
  AnyKey: {},
  Call: { args: true },
  Unary: { operand: true },
  Binary: { left: true, right: true },
  Match: { operand: true, pattern: true },
  Assignment: { target: true, value: true },
  Update: { target: true },
  Ternary: { condition: true, then: true, otherwise: true },
  Membership: { keys: true, array: true },
  Extractor: { statistic: true },
  HistLog: { statistic: true },
  HistLinear: { statistic: true },
  Defined: { operand: true },
  Entry: { operand: true },
  Perf: {},
  ChooseDefined: { preferred: true, fallback: true },
  ProbeWrite: { operand: true },
  Const: {},
  Enumerator: {},
  EnumeratorName: { value: true },
  Register: {},
};

/** For each kind of node the properties that hold its children, in the order of the text. */
export const children: { readonly [K in NodeKind]: readonly ChildKey<NodeOf<K>>[] } = Object.fromEntries(
  Object.entries(table).map(([kind, row]) => [kind, Object.keys(row)]),
) as never;
