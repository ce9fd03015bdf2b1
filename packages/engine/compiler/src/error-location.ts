import { formatLocation, spanText, type Span } from "@tapset/language";

/**
 * What follows a run-time error's message: `near operator '/' at script.stp:3:7`. Of a span with several tokens the first
 * one is named; one of no kind below is not.
 */
export function errorLocation(span: Span): string {
  const text = spanText(span);
  const place = `at ${formatLocation(span)}`;
  for (const [pattern, kind] of tokenKinds) {
    const token = pattern.exec(text)?.[0];
    if (token !== undefined) return `near ${kind} '${token}' ${place}`;
  }
  return place;
}

const keywords = "foreach|for|while|if|try|delete|return|next|break|continue";

const tokenKinds: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(?:${keywords})\\b`), "keyword"],
  [/^[@$A-Za-z_][$\w]*/, "identifier"],
  [/^(?:0x[\da-fA-F]+|\d+)/, "number"],
  [/^[-+*/%&|^<>=!~.]{1,3}/, "operator"],
];
