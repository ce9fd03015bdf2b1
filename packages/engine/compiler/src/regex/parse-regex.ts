import { complement, escapedBytes, namedClass } from "./bytes.js";
import { PatternError, type RegexNode, type RegexSyntax } from "./syntax.js";

/** POSIX's RE_DUP_MAX. */
const MOST_REPETITIONS = 255;

/** The way out where a character was to be nothing but itself; in a script's string a backslash is two. */
const LITERALLY: readonly string[] = ["write \\\\ before a character that stands for itself"];

/**
 * Reads a POSIX extended regular expression, as egrep has them, but for references back.
 *
 * @throws PatternError when the pattern is not well-formed
 */
export function parseRegex(pattern: string): RegexSyntax {
  return new RegexParser(pattern).parse();
}

class RegexParser {
  #at = 0;
  #groups = 0;

  constructor(private readonly pattern: string) {}

  parse(): RegexSyntax {
    const root = this.#choice();
    if (this.#at < this.pattern.length) throw this.#error("unmatched ')'", LITERALLY);
    return { root, groups: this.#groups };
  }

  #choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#accept("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] as RegexNode) : { kind: "choice", options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.pattern.length && !"|)".includes(this.#peek)) parts.push(this.#repeated());
    return { kind: "sequence", parts };
  }

  #repeated(): RegexNode {
    let body = this.#atom();
    for (;;) {
      if (this.#accept("*")) body = { kind: "repeat", body, least: 0, most: undefined };
      else if (this.#accept("+")) body = { kind: "repeat", body, least: 1, most: undefined };
      else if (this.#accept("?")) body = { kind: "repeat", body, least: 0, most: 1 };
      else if (this.#peek === "{") body = this.#counted(body);
      else return body;
    }
  }

  /** `{m}`, `{m,}`, `{m,n}`, `{,n}`. */
  #counted(body: RegexNode): RegexNode {
    const [whole, first = "", comma, last = ""] = /^\{(\d*)(,?)(\d*)\}/.exec(this.pattern.slice(this.#at)) ?? [];
    if (whole === undefined || (first === "" && last === "")) throw this.#error("'{' begins no count: write it as '\\{'");
    this.#at += whole.length;
    const least = Number(first);
    const most = comma === "" ? least : last === "" ? undefined : Number(last);
    if (most !== undefined && most < least) throw this.#error(`${whole} has its bounds the wrong way round`);
    if (Math.max(least, most ?? 0) > MOST_REPETITIONS) throw this.#error(`${whole} is more than ${MOST_REPETITIONS} times`);
    return { kind: "repeat", body, least, most };
  }

  #atom(): RegexNode {
    const character = this.#take();
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return { kind: "set", bytes: this.#bracket() };
      case ".":
        return { kind: "set", bytes: complement([]) };
      case "^":
        return { kind: "begin" };
      case "$":
        return { kind: "end" };
      case "\\":
        if (this.#at === this.pattern.length) throw new PatternError(`'${this.pattern}' ends in a backslash`);
        return { kind: "set", bytes: escapedBytes(this.pattern, this.#take()) };
      case "*":
      case "+":
      case "?":
      case "{":
        throw this.#error(`nothing to repeat before '${character}'`, LITERALLY);
      default:
        return { kind: "set", bytes: new Set([character.charCodeAt(0)]) };
    }
  }

  #group(): RegexNode {
    if (this.#peek === "?") throw this.#error("nothing to repeat after '('", LITERALLY);
    this.#groups += 1;
    const index = this.#groups;
    const body = this.#choice();
    if (!this.#accept(")")) throw this.#error("unmatched '('", LITERALLY);
    return { kind: "group", index, body };
  }

  /** `[^]a-z[:digit:]]`: a bracket first in the list is a member, a backslash is itself, classes have names. */
  #bracket(): ReadonlySet<number> {
    const isComplement = this.#accept("^");
    const bytes = new Set<number>();
    for (let isFirst = true; ; isFirst = false) {
      if (this.#at >= this.pattern.length) throw new PatternError(`'${this.pattern}' has an unclosed '['`, LITERALLY);
      if (!isFirst && this.#accept("]")) return isComplement ? complement(bytes) : bytes;
      for (const byte of this.#bracketItem()) bytes.add(byte);
    }
  }

  #bracketItem(): readonly number[] {
    const rest = this.pattern.slice(this.#at);
    const named = /^\[:(\w+):\]/.exec(rest);
    if (named?.[1] !== undefined) {
      this.#at += named[0].length;
      return namedClass(this.pattern, named[1]);
    }
    const special = /^\[([.=]).*?\1\]/.exec(rest);
    if (special !== null) throw this.#error(`${special[0]} is a collating element, which =~ doesn't know`);
    const low = this.#take().charCodeAt(0);
    if (this.#peek !== "-" || "]".includes(this.pattern.charAt(this.#at + 1))) return [low];
    this.#at += 1;
    const last = this.#take();
    const high = last.charCodeAt(0);
    if (high < low) throw this.#error(`the range ${String.fromCharCode(low)}-${last} is the wrong way round`);
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  }

  get #peek(): string {
    return this.pattern.charAt(this.#at);
  }

  #take(): string {
    const character = this.#peek;
    this.#at += 1;
    return character;
  }

  #accept(character: string): boolean {
    if (this.#peek !== character) return false;
    this.#at += 1;
    return true;
  }

  #error(what: string, hints?: readonly string[]): PatternError {
    return new PatternError(`'${this.pattern}': ${what}`, hints);
  }
}
