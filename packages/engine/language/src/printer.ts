import type {
  Accessible,
  Accessor,
  Block,
  Expression,
  Foreach,
  FunctionDecl,
  GlobalEntry,
  Key,
  Literal,
  Node,
  NodeKind,
  NodeOf,
  ProbePoint,
  Statement,
} from "./ast.js";
import { BINARY_LEVELS, COMPARISON, MEMBERSHIP, UNARY } from "./operators.js";

/**
 * Prints a tree as a script, `stap -p1`'s way of showing what was understood. The text parses to an equal tree: only
 * comments, macros, conditionals and the way literals were written are gone.
 */
export function print(node: Node): string {
  return printNode(node, "");
}

/** Prints a node; `indent` is put in front of every line but the first. */
type Print<N extends Node> = (node: N, indent: string) => string;

function printNode(node: Node, indent: string): string {
  return (printers[node.kind] as Print<Node>)(node, indent);
}

const printers: { readonly [K in NodeKind]: Print<NodeOf<K>> } = {
  Script: (node, indent) => node.items.map((item) => `${printNode(item, indent)}\n`).join(""),
  ProbeDecl: (node, indent) => `probe ${list(node.points)} ${printNode(node.body, indent)}`,
  AliasDecl: (node, indent) => {
    const bodies = [node.prologue, node.epilogue].filter((body) => body !== undefined);
    const operators = node.names.map((name, index) => {
      const isLast = index === node.names.length - 1;
      return `${print(name)} ${isLast && node.prologue === undefined ? "+=" : "="} `;
    });
    return `probe ${operators.join("")}${list(node.points)} ${bodies.map((body) => printNode(body, indent)).join(", ")}`;
  },
  ProbePoint: (node) => {
    const suffix = node.sufficient ? "!" : node.optional ? "?" : "";
    const condition = node.condition === undefined ? "" : ` if (${print(node.condition)})`;
    return node.components.map(print).join(".") + suffix + condition;
  },
  ProbeComponent: (node) => node.name + (node.param === undefined ? "" : `(${signedLiteral(node.param)})`),
  FunctionDecl: printFunction,
  Param: (node) => node.name + (node.type === undefined ? "" : `:${node.type}`),
  GlobalDecl: (node) => `${node.private ? "private " : ""}global ${list(node.entries)}`,
  GlobalEntry: printGlobal,
  EmbeddedC: (node) => `%{${node.code}%}`,

  Block: printBlock,
  ExpressionStatement: (node) => {
    const expression = print(node.expression);
    // At the beginning of a statement `%{` would be a statement of its own.
    return expression.startsWith("%{") ? `(${expression});` : `${expression};`;
  },
  If: (node, indent) => {
    if (node.otherwise === undefined) return `if (${print(node.condition)}) ${printNode(node.then, indent)}`;
    return `if (${print(node.condition)}) ${guardElse(node.then, indent)} else ${printNode(node.otherwise, indent)}`;
  },
  While: (node, indent) => `while (${print(node.condition)}) ${printNode(node.body, indent)}`,
  For: (node, indent) => {
    const head = [node.init, node.condition, node.update].map((part) => (part === undefined ? "" : print(part)));
    return `for (${head.join("; ")}) ${printNode(node.body, indent)}`;
  },
  Foreach: printForeach,
  Sort: (node) => (node.aggregate === undefined ? "" : ` @${node.aggregate} `) + (node.direction === "ascending" ? "+" : "-"),
  Try: (node, indent) => {
    const variable = node.variable === undefined ? "" : ` (${print(node.variable)})`;
    return `try ${printNode(node.body, indent)} catch${variable} ${printNode(node.handler, indent)}`;
  },
  Return: (node) => `return${node.value === undefined ? "" : ` ${print(node.value)}`};`,
  Break: () => "break;",
  Continue: () => "continue;",
  Next: () => "next;",
  Delete: (node) => `delete ${print(node.target)};`,
  Empty: () => ";",

  NumberLiteral: (node) => String(BigInt.asUintN(64, node.value)),
  StringLiteral: (node) => quote(node.value),
  Variable: (node) => node.name,
  TargetVariable: (node) => accessed(node, node.name),
  AtVar: (node) => accessed(node, `@var(${quote(node.name)}${moduleArgument(node.module)})`),
  Cast: (node) => accessed(node, `@cast(${print(node.operand)}, ${quote(node.type)}${moduleArgument(node.module)})`),
  Autocast: (node) => accessed(node, autocastOperand(node.operand)),
  FieldAccessor: (node) => `->${node.name}`,
  IndexAccessor: (node) => `[${print(node.index)}]`,
  PrettyAccessor: (node) => (node.depth === 1 ? "$" : "$$"),
  Index: (node) => `${print(node.base)}[${list(node.keys)}]`,
  AnyKey: () => "*",
  Call: (node) => `${node.name}(${list(node.args)})`,
  Unary: (node) => {
    const operand = operandAt(node.operand, UNARY);
    // `- -a`, `+ ++a` and `! ~a` must not run together to other operators.
    const isApart = operand.startsWith(node.operator) || (node.operator === "!" && operand.startsWith("~"));
    return node.operator + (isApart ? " " : "") + operand;
  },
  Binary: (node) => {
    const level = BINARY_LEVELS.get(node.operator) ?? UNARY;
    return `${operandAt(node.left, level)} ${node.operator} ${operandAt(node.right, level + 1)}`;
  },
  Match: (node) => `${operandAt(node.operand, COMPARISON + 1)} ${node.negated ? "!~" : "=~"} ${print(node.pattern)}`,
  Assignment: (node) => `${operandAt(node.target, 0)} ${node.operator} ${print(node.value)}`,
  Update: (node) => {
    const target = operandAt(node.target, UNARY + 1);
    return node.prefix ? node.operator + target : target + node.operator;
  },
  Ternary: (node) => `${operandAt(node.condition, 1)} ? ${print(node.then)} : ${operandAt(node.otherwise, 0)}`,
  Membership: (node) => `[${list(node.keys)}] in ${print(node.array)}`,
  Extractor: (node) => `@${node.function}(${print(node.statistic)}${node.shift === undefined ? "" : `, ${node.shift}`})`,
  HistLog: (node) => `@hist_log(${print(node.statistic)})`,
  HistLinear: (node) => `@hist_linear(${print(node.statistic)}, ${node.low}, ${node.high}, ${node.step})`,
  Defined: (node) => `@defined(${print(node.operand)})`,
  Entry: (node) => `@entry(${print(node.operand)})`,
  Perf: (node) => `@perf(${quote(node.counter)})`,
  ChooseDefined: (node) => `@choose_defined(${print(node.preferred)}, ${print(node.fallback)})`,
  ProbeWrite: (node) => `@probewrite(${print(node.operand)})`,
  Const: (node) => `@const(${quote(node.name)})`,
  Enumerator: (node) => `@enum(${quote(node.name)}${moduleArgument(node.module)})`,
  EnumeratorName: (node) => `@enumname(${quote(node.type)}, ${print(node.value)}${moduleArgument(node.module)})`,
  Register: (node) => `@${node.space === "kernel" ? "k" : "u"}register(${node.number})`,
};

function list(nodes: readonly (Node | Key)[]): string {
  return nodes.map(print).join(", ");
}

// ─── declarations and statements ────────────────────────────────────────────────────────────────────────────────────

function printFunction(node: FunctionDecl, indent: string): string {
  const head = `${node.private ? "private " : ""}function ${node.name}`;
  const returns = node.returns === undefined ? "" : `:${node.returns}`;
  const priority = node.priority === undefined ? "" : `:${node.priority}`;
  return `${head}${returns}(${list(node.params)})${priority} ${printNode(node.body, indent)}`;
}

function printGlobal(node: GlobalEntry): string {
  const size = node.size === undefined ? "" : `[${node.size}]`;
  const init = node.init === undefined ? "" : ` = ${signedLiteral(node.init)}`;
  return node.name + (node.wraps ? "%" : "") + size + init;
}

function printBlock(node: Block, indent: string): string {
  if (node.statements.length === 0) return "{}";
  const inner = `${indent}  `;
  const lines = node.statements.map((statement) => `${inner}${printNode(statement, inner)}\n`);
  return `{\n${lines.join("")}${indent}}`;
}

function printForeach(node: Foreach, indent: string): string {
  const { sort } = node;
  const keys = node.keys.map((key, index) => key.name + (sort?.by === index ? print(sort) : ""));
  const value = node.value === undefined ? "" : `${node.value.name} = `;
  const slice = node.slice === undefined ? "" : `[${list(node.slice)}]`;
  const order = sort?.by === "value" ? print(sort) : "";
  const limit = node.limit === undefined ? "" : ` limit ${print(node.limit)}`;
  const head = `${value}[${keys.join(", ")}] in ${print(node.array)}${slice}${order}${limit}`;
  return `foreach (${head}) ${printNode(node.body, indent)}`;
}

/** A statement in front of `else`: in braces where its own last part is an `if` that would take the `else`. */
function guardElse(statement: Statement, indent: string): string {
  const block: Block = { kind: "Block", span: statement.span, statements: [statement] };
  return endsInOpenIf(statement) ? printBlock(block, indent) : printNode(statement, indent);
}

function endsInOpenIf(statement: Statement): boolean {
  switch (statement.kind) {
    case "If":
      return statement.otherwise === undefined || endsInOpenIf(statement.otherwise);
    case "While":
    case "For":
    case "Foreach":
      return endsInOpenIf(statement.body);
    default:
      return false;
  }
}

// ─── expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An operand, in parentheses where it binds less tightly than its place asks for. */
function operandAt(node: Expression, level: number): string {
  return levelOf(node) < level ? `(${print(node)})` : print(node);
}

/** How tightly an expression binds: -1 assignment, 0 ternary, then the binary levels, unary, postfix. */
function levelOf(node: Expression): number {
  switch (node.kind) {
    case "Assignment":
      return -1;
    case "Ternary":
      return 0;
    case "Binary":
      return BINARY_LEVELS.get(node.operator) ?? UNARY;
    case "Match": // allows no comparison beside it
    case "Membership":
      return MEMBERSHIP;
    case "Unary":
    case "Update":
      return UNARY;
    default:
      return UNARY + 1;
  }
}

function accessed(node: Accessible, base: string): string {
  return (node.addressOf ? "&" : "") + base + node.accessors.map((accessor: Accessor) => print(accessor)).join("");
}

/** What stands in front of an autocast's accessors: bare where the accessors can't be taken for its own. */
function autocastOperand(operand: Expression): string {
  const isBare = operand.kind === "Call" || operand.kind === "Index";
  return isBare ? print(operand) : `(${print(operand)})`;
}

function moduleArgument(module: string | undefined): string {
  return module === undefined ? "" : `, ${quote(module)}`;
}

/** A literal where a sign is allowed and an expression isn't. */
function signedLiteral(node: Literal): string {
  return node.kind === "StringLiteral" ? quote(node.value) : String(node.value);
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** A byte string as a literal; bytes outside printable ASCII in octal. */
function quote(value: string): string {
  const body = value.replace(/["\\]|[^ -~]/g, (byte) => {
    return named[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
  return `"${body}"`;
}

/** A probe point as text, without its condition: `kernel.function("vfs_*").return?`. */
export function printProbePoint(point: ProbePoint): string {
  return print({ ...point, condition: undefined });
}
