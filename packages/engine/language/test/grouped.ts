import { type Expression, type ExpressionStatement, type Node, type ParseOptions, type ProbeDecl, Source, type Statement, formatDiagnostic, parse, print } from "../src/index.js";

/** Parses a text that has to be right. */
export function parseText(text: string, options: ParseOptions = {}): readonly Node[] {
  const { diagnostics, script } = parse(new Source("<input>", text), options);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(formatDiagnostic).join("\n"));
  return script.items;
}

/** The statements of a handler's body. */
export function parseBody(body: string, options: ParseOptions = {}): readonly Statement[] {
  const [probe] = parseText(`probe begin { ${body} }`, options) as [ProbeDecl];
  return probe.body.statements;
}

/** The one expression of a body. */
export function parseOne(text: string, options: ParseOptions = {}): Expression {
  const [statement, ...rest] = parseBody(text, options) as ExpressionStatement[];
  if (statement?.kind !== "ExpressionStatement" || rest.length > 0) throw new Error(`no single expression: ${text}`);
  return statement.expression;
}

/** An expression with parentheses around every operator's operands: how it was understood. */
export function grouped(node: Expression): string {
  const around = (inner: Expression): string => {
    const text = grouped(inner);
    return ["Binary", "Match", "Assignment", "Ternary", "Membership", "Unary", "Update"].includes(inner.kind) ? `(${text})` : text;
  };
  switch (node.kind) {
    case "Binary":
      return `${around(node.left)} ${node.operator} ${around(node.right)}`;
    case "Match":
      return `${around(node.operand)} ${node.negated ? "!~" : "=~"} ${print(node.pattern)}`;
    case "Assignment":
      return `${around(node.target)} ${node.operator} ${around(node.value)}`;
    case "Ternary":
      return `${around(node.condition)} ? ${around(node.then)} : ${around(node.otherwise)}`;
    case "Membership":
      return `[${node.keys.map((key) => (key.kind === "AnyKey" ? "*" : grouped(key))).join(", ")}] in ${print(node.array)}`;
    case "Unary":
      return node.operator + around(node.operand);
    case "Update":
      return node.prefix ? node.operator + around(node.target) : around(node.target) + node.operator;
    default:
      return print(node);
  }
}
