import type { Expression } from "@tapset/language";

/** What an expression is called in messages, as SystemTap names it: `identifier 'x'`, `operator '+'`. */
export function describe(node: Expression): string {
  switch (node.kind) {
    case "NumberLiteral":
      return `number '${node.value}'`;
    case "StringLiteral":
      return `string '${node.value}'`;
    case "Variable":
    case "TargetVariable":
    case "Call":
      return `identifier '${node.name}'`;
    case "Index":
      return node.base.kind === "Variable" ? `identifier '${node.base.name}'` : describe(node.base);
    case "Binary":
    case "Unary":
    case "Assignment":
    case "Update":
      return `operator '${node.operator}'`;
    case "Ternary":
      return "operator '?'";
    case "Extractor":
      return `operator '@${node.function}'`;
    default:
      return OPERATOR_NAMES[node.kind] ?? "expression";
  }
}

const OPERATOR_NAMES: Readonly<Partial<Record<Expression["kind"], string>>> = {
  AtVar: "operator '@var'",
  Cast: "operator '@cast'",
  Autocast: "operator '->'",
  Match: "operator '=~'",
  Membership: "operator 'in'",
  HistLog: "operator '@hist_log'",
  HistLinear: "operator '@hist_linear'",
  Defined: "operator '@defined'",
  Entry: "operator '@entry'",
  Perf: "operator '@perf'",
  ChooseDefined: "operator '@choose_defined'",
  ProbeWrite: "operator '@probewrite'",
  Const: "operator '@const'",
  Enumerator: "operator '@enum'",
  EnumeratorName: "operator '@enumname'",
  EmbeddedC: "embedded C",
};
