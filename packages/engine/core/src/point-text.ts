import type { Literal } from "@tapset/language";
import type { Pattern, PatternComponent } from "./probe-family.js";

/** A probe point's component, as far as its text goes. */
export interface TextComponent {
  readonly name: string;
  readonly literal: string | bigint | undefined;
}

/** A probe point as scripts write it: `kernel.trace("sched:*")`. The form pp() and `-l` print. */
export function pointText(components: readonly TextComponent[]): string {
  return components
    .map(({ name, literal }) => (literal === undefined ? name : `${name}(${literalText(literal)})`))
    .join(".");
}

/** A pattern with its literals' types in place of literals: `timer.ms(number).randomize(number)`. */
export function patternForm(pattern: Pattern): string {
  return pattern.components.map(componentForm).join(".");
}

/** One component of {@link patternForm}. */
export function componentForm({ name, literal }: PatternComponent): string {
  return literal === undefined ? name : `${name}(${literal})`;
}

/** Names of the characters that have an escape of their own. */
const escapes: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\v": "\\v",
  "\f": "\\f",
  "\b": "\\b",
  "\x07": "\\a",
  '"': '\\"',
  "\\": "\\\\",
};

/** Lower numbers are no orders or counts but addresses, of the kernel's half, which are told as people know them. */
const LOWEST_NUMBER = -0x100000n;

function literalText(literal: string | bigint): string {
  if (typeof literal === "bigint") return literal < LOWEST_NUMBER ? `0x${BigInt.asUintN(64, literal).toString(16)}` : String(literal);
  const escaped = literal.replace(/[\x00-\x1f"\\\x7f]/g, (character) => {
    return escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
  return `"${escaped}"`;
}

/** The type of a written literal, as patterns name it. */
export function literalType(literal: Literal | undefined): "string" | "number" | undefined {
  if (literal === undefined) return undefined;
  return literal.kind === "StringLiteral" ? "string" : "number";
}
