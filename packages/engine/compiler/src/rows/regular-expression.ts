import type { HostFunctions } from "@tapset/core";

/** What POSIX names inside brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: " \\t\\n\\v\\f\\r",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`{-~",
  print: " -~",
  graph: "!-~",
  cntrl: "\\x00-\\x1f\\x7f",
  xdigit: "0-9A-Fa-f",
};

/** A pattern of `=~` that makes no sense. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

/**
 * The matcher of a POSIX extended regular expression, as `=~` takes it. It searches: `^` and `$` tie it to the ends.
 *
 * @throws PatternError when the pattern is not well-formed
 */
export function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(translate(pattern), "s");
  } catch (error) {
    if (error instanceof PatternError) throw error;
    throw new PatternError(`'${pattern}' is not a regular expression`, { cause: error });
  }
}

/** Outside brackets the notations agree, but for what JavaScript adds behind `(?`. */
function translate(pattern: string): string {
  let result = "";
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    if (character === "[") {
      const bracket = readBracket(pattern, at);
      result += bracket.text;
      at = bracket.end;
    } else if (character === "\\") {
      const escaped = pattern.charAt(at + 1);
      if (escaped === "") throw new PatternError(`'${pattern}' ends in a backslash`);
      result += /[A-Za-z0-9]/.test(escaped) ? escaped : `\\${escaped}`;
      at += 2;
    } else {
      if (character === "(" && pattern.charAt(at + 1) === "?") throw new PatternError(`'${pattern}': nothing to repeat after '('`);
      result += character === "/" ? "\\/" : character;
      at++;
    }
  }
  return result;
}

/** `[^]a-z[:digit:]]`: a bracket first in the list is a member, a backslash is itself, classes have names. */
function readBracket(pattern: string, start: number): { readonly text: string; readonly end: number } {
  let at = start + 1;
  let text = "[";
  if (pattern.charAt(at) === "^") {
    text += "^";
    at++;
  }
  for (let isFirst = true; at < pattern.length; isFirst = false) {
    const character = pattern.charAt(at);
    if (character === "]" && !isFirst) return { text: `${text}]`, end: at + 1 };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (named?.[1] !== undefined) {
      const members = CLASSES[named[1]];
      if (members === undefined) throw new PatternError(`'${pattern}': unknown class [:${named[1]}:]`);
      text += members;
      at += named[0].length;
    } else {
      text += character === "]" || character === "\\" || character === "[" ? `\\${character}` : character;
      at++;
    }
  }
  throw new PatternError(`'${pattern}' has an unclosed '['`);
}

const compiled = new Map<string, RegExp>();

/** The session's half of the language itself: `regex(text, pattern)` is 1 where the pattern matches. */
export const languageFunctions: HostFunctions = {
  regex: (_context, text, pattern) => {
    const source = String(pattern);
    let matcher = compiled.get(source);
    if (matcher === undefined) {
      matcher = compilePattern(source);
      compiled.set(source, matcher);
    }
    return matcher.test(String(text)) ? 1n : 0n;
  },
};
