import { formatLocation, spanText, type Span } from "@tapset/language";

/**
 * What follows a run-time error's message: `near operator '/' at script.stp:3:7`, or `at …` alone when the span covers
 * more than one token.
 */
export function errorLocation(span: Span): string {
  const text = spanText(span);
  const near = tokenKinds.find(([pattern]) => pattern.test(text));
  const place = `at ${formatLocation(span)}`;
  return near === undefined ? place : `near ${near[1]} '${text}' ${place}`;
}

const keywords = "foreach|for|while|if|try|delete|return|next|break|continue";

const tokenKinds: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(?:${keywords})$`), "keyword"],
  [/^[@$A-Za-z_][$\w]*$/, "identifier"],
  [/^(?:0x[\da-fA-F]+|\d+)$/, "number"],
  [/^[-+*/%&|^<>=!~.]{1,3}$/, "operator"],
];
