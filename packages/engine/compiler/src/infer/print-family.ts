import type { Call, Expression } from "@tapset/language";
import type { Body } from "./body.js";
import { type FormatPiece, parseFormat } from "./format-string.js";
import { histogramPlace } from "./histograms.js";
import { describe } from "./subject.js";
import type { FormatDirective, TypedExpression, TypedSegment } from "./typed.js";

/** One function of the print family. */
export interface PrintRow {
  readonly name: string;
  /** Yields the text in place of writing it. */
  readonly toString: boolean;
  /** What comes before the values: a format, a delimiter, or nothing. Both must be literals. */
  readonly leads: "format" | "delimiter" | undefined;
  readonly newline: boolean;
  /** Fewest values. */
  readonly atLeast: number;
}

const ROWS: readonly PrintRow[] = [false, true].flatMap((toString) => {
  const prefix = toString ? "s" : "";
  return [
    { name: `${prefix}print`, toString, leads: undefined, newline: false, atLeast: 1 },
    { name: `${prefix}println`, toString, leads: undefined, newline: true, atLeast: 0 },
    { name: `${prefix}printd`, toString, leads: "delimiter" as const, newline: false, atLeast: 1 },
    { name: `${prefix}printdln`, toString, leads: "delimiter" as const, newline: true, atLeast: 1 },
    { name: `${prefix}printf`, toString, leads: "format" as const, newline: false, atLeast: 0 },
  ];
});

/** The functions that print values of any type, by name. */
export const PRINT_FAMILY: ReadonlyMap<string, PrintRow> = new Map(ROWS.map((row) => [row.name, row]));

/** Types a call of the print family. */
export function inferPrint(body: Body, node: Call, row: PrintRow): TypedExpression {
  if (!row.toString) body.act("outside");
  const type = body.known(row.toString ? "string" : "long", node.span, describe(node));
  const segments = segmentsOf(body, node, row);
  return segments === undefined ? body.wrong(node.span) : { kind: "print", span: node.span, type, segments, toString: row.toString };
}

function segmentsOf(body: Body, node: Call, row: PrintRow): readonly TypedSegment[] | undefined {
  const [lead] = node.args;
  if (row.leads !== undefined && lead?.kind !== "StringLiteral") {
    body.report(`${row.leads}-not-literal`, `the ${row.leads} of ${row.name} has to be a literal string`, lead?.span ?? node.span, {
      subject: lead === undefined ? describe(node) : describe(lead),
      hints: [`write it as ${row.name}(${row.leads === "format" ? '"%s", …' : '", ", …'})`],
    });
    for (const argument of node.args) body.expression(argument);
    return undefined;
  }
  const text = lead?.kind === "StringLiteral" ? lead.value : "";
  const values = row.leads === undefined ? node.args : node.args.slice(1);
  if (row.leads === "format") return formatSegments(body, node, text, values);
  if (values.length < row.atLeast) {
    body.report("wrong-argument-count", `${row.name} needs a value to print`, node.span, { subject: describe(node) });
    return undefined;
  }
  const segments = values.flatMap((value, index): TypedSegment[] => {
    const delimiter: TypedSegment[] = index > 0 && row.leads === "delimiter" ? [{ kind: "text", text }] : [];
    return [...delimiter, plainSegment(body, value)];
  });
  return row.newline ? [...segments, { kind: "text", text: "\n" }] : segments;
}

function plainSegment(body: Body, value: Expression): TypedSegment {
  if (value.kind !== "HistLog" && value.kind !== "HistLinear") return { kind: "value", directive: undefined, value: body.value(value) };
  const place = histogramPlace(body, value);
  return place === undefined ? { kind: "text", text: "" } : { kind: "histogram", place };
}

function formatSegments(body: Body, node: Call, format: string, values: readonly Expression[]): readonly TypedSegment[] | undefined {
  const { pieces, problem } = parseFormat(format);
  if (problem !== undefined) {
    body.report("invalid-format", `${node.name}: ${problem.message}`, node.args[0]?.span ?? node.span, { subject: describe(node), hints: problem.hints });
    for (const value of values) body.expression(value);
    return undefined;
  }
  const wanted = pieces.reduce((sum, piece) => sum + argumentCount(piece), 0);
  if (wanted !== values.length) {
    body.report("wrong-argument-count", `${node.name}: the format asks for ${wanted} ${wanted === 1 ? "value" : "values"}, not ${values.length}`, node.span, { subject: describe(node) });
    for (const value of values) body.expression(value);
    return undefined;
  }
  let next = 0;
  const take = (type: "long" | "string", hints?: readonly string[]): TypedExpression => {
    const value = values[next++];
    return value === undefined ? body.wrong(node.span) : body.expect(value, type, hints);
  };
  return pieces.map((piece): TypedSegment => {
    if (piece.kind === "text") return piece;
    const width = piece.width === "*" ? take("long") : piece.width;
    const precision = piece.precision === "*" ? take("long") : piece.precision;
    return { kind: "value", directive: directiveOf(piece, width, precision), value: take(piece.takes, [piece.takes === "long" ? "print a string with %s" : "print a number with %d or %x"]) };
  });
}

function argumentCount(piece: FormatPiece): number {
  return piece.kind === "text" ? 0 : 1 + (piece.width === "*" ? 1 : 0) + (piece.precision === "*" ? 1 : 0);
}

function directiveOf(
  piece: FormatPiece & { readonly kind: "directive" },
  width: FormatDirective["width"],
  precision: FormatDirective["precision"],
): FormatDirective {
  return {
    conversion: piece.conversion,
    minus: piece.flags.has("-"),
    plus: piece.flags.has("+"),
    space: piece.flags.has(" "),
    zero: piece.flags.has("0"),
    alternate: piece.flags.has("#"),
    width,
    precision,
  };
}
