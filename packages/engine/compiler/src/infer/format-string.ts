import type { FormatDirective } from "./typed.js";

type Conversion = FormatDirective["conversion"];

/** One kind of printf directive. */
interface ConversionRow {
  readonly conversion: Conversion;
  readonly takes: "long" | "string";
}

/** The directives, by their letter. `%n` is an old name of `%b`, with 8 bytes where no width is given. */
const CONVERSIONS: Readonly<Record<string, ConversionRow>> = {
  d: { conversion: "d", takes: "long" },
  i: { conversion: "i", takes: "long" },
  u: { conversion: "u", takes: "long" },
  x: { conversion: "x", takes: "long" },
  X: { conversion: "X", takes: "long" },
  o: { conversion: "o", takes: "long" },
  c: { conversion: "c", takes: "long" },
  p: { conversion: "p", takes: "long" },
  b: { conversion: "b", takes: "long" },
  m: { conversion: "m", takes: "long" },
  M: { conversion: "M", takes: "long" },
  n: { conversion: "b", takes: "long" },
  s: { conversion: "s", takes: "string" },
};

/** A parsed printf format: text, and directives that take arguments. */
export type FormatPiece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "directive";
      readonly conversion: Conversion;
      readonly takes: "long" | "string";
      readonly flags: ReadonlySet<string>;
      /** `*`: an argument in front of the value. */
      readonly width: number | "*" | undefined;
      readonly precision: number | "*" | undefined;
      /** As written, `%-5d`. */
      readonly written: string;
    };

/** What is wrong with a format. */
export interface FormatProblem {
  readonly message: string;
  readonly hints: readonly string[];
  /** Index of the `%`. */
  readonly at: number;
}

const DIRECTIVE = /^%([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(?:ll?|h)?(.?)/s;

const DIRECTIVE_HINT = `write one of ${Object.entries(CONVERSIONS).flatMap(([letter, { conversion }]) => (letter === conversion ? [`%${letter}`] : [])).join(" ")}, or %% for a percent sign`;

/** Splits a printf format into its pieces. */
export function parseFormat(format: string): { readonly pieces: readonly FormatPiece[]; readonly problem: FormatProblem | undefined } {
  const pieces: FormatPiece[] = [];
  let text = "";
  for (let at = 0; at < format.length; ) {
    if (format[at] !== "%") {
      text += format.charAt(at++);
      continue;
    }
    const match = DIRECTIVE.exec(format.slice(at));
    const [written = "%", flags = "", width, precision, letter = ""] = match ?? [];
    if (written === "%%") {
      text += "%";
      at += 2;
      continue;
    }
    const row = Object.hasOwn(CONVERSIONS, letter) ? CONVERSIONS[letter] : undefined;
    const bytes = width === undefined || width === "*" ? 8 : Number(width);
    if (row === undefined) return { pieces, problem: { message: `invalid or missing conversion specifier '${written}'`, hints: [DIRECTIVE_HINT], at } };
    if (row.conversion === "b" && ![1, 2, 4, 8].includes(bytes)) {
      return { pieces, problem: { message: `'${written}': a binary value has 1, 2, 4 or 8 bytes`, hints: ["write %1b, %2b, %4b or %8b"], at } };
    }
    if (text !== "") pieces.push({ kind: "text", text });
    text = "";
    pieces.push({
      kind: "directive",
      conversion: row.conversion,
      takes: row.takes,
      flags: new Set(flags),
      width: size(width),
      precision: written.includes(".") ? (size(precision) ?? 0) : undefined,
      written,
    });
    at += written.length;
  }
  if (text !== "") pieces.push({ kind: "text", text });
  return { pieces, problem: undefined };
}

function size(written: string | undefined): number | "*" | undefined {
  return written === undefined ? undefined : written === "*" ? "*" : Number(written);
}
