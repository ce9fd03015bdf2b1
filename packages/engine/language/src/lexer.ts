import { type Expansion, Source } from "./source.js";
import type { JunkId } from "./syntax-errors.js";
import { type Token, type TokenSource, type TokenType, keywords } from "./token.js";

/** Operators by their first character, longest first. */
const operators = ((): ReadonlyMap<number, readonly string[]> => {
  const all =
    "<<< >>> <<= >>= %( %) %? %: ++ -- -> << >> <= >= == != =~ !~ && || += -= *= /= %= &= ^= |= .= " +
    "+ - * / % = < > ! ~ & | ^ . , ; : ? ( ) [ ] { }";
  const table = new Map<number, string[]>();
  for (const operator of all.split(" ")) {
    const first = operator.charCodeAt(0);
    const row = table.get(first);
    if (row === undefined) table.set(first, [operator]);
    else row.push(operator);
  }
  return table;
})();

const BLANK = 1;
const DIGIT = 2;
const LETTER = 4;
/** What each ASCII character may be; `$` and `_` count as letters. */
const classes = ((): Uint8Array => {
  const table = new Uint8Array(128);
  for (const blank of " \t\r\n\f\v") table[blank.charCodeAt(0)] = BLANK;
  for (let code = 0; code < 26; code++) table[0x41 + code] = table[0x61 + code] = LETTER;
  for (let digit = 0; digit < 10; digit++) table[0x30 + digit] = DIGIT;
  table[0x24] = table[0x5f] = LETTER;
  return table;
})();

/** Escapes that stand for one byte; any other escaped character stands for itself. */
const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Splits a source into tokens, comments left out. Puts the arguments in place of `$1`, `@1`, `$#` and `@#`. */
export class Lexer implements TokenSource {
  readonly #source: Source;
  readonly #text: string;
  readonly #args: readonly string[];
  readonly #expansion: Expansion | undefined;
  /** Numbers of the arguments that the source names, from 1. */
  readonly namedArguments = new Set<number>();
  #at = 0;
  #doc: string | undefined;
  /** Reads the argument that was put in at `$N`. */
  #argument: Lexer | undefined;

  /** `args` are the script's arguments; `expansion` says how the source got into the script. */
  constructor(source: Source, args: readonly string[], expansion?: Expansion) {
    this.#source = source;
    this.#text = source.text;
    this.#args = args;
    this.#expansion = expansion;
  }

  next(): Token {
    if (this.#argument !== undefined) {
      const token = this.#argument.next();
      if (token.type !== "end") return token;
      this.#argument = undefined;
    }
    this.#doc = undefined;
    const unterminated = this.#skipBlanks();
    if (unterminated !== undefined) return unterminated;
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (Number.isNaN(code)) return this.#token("end", "", start);
    const kind = classes[code] ?? 0;
    if (kind === LETTER) return code === 0x24 ? this.#dollar(start) : this.#word(start);
    if (kind === DIGIT) return this.#number(start);
    if (code === 0x22) return this.#string(start);
    if (code === 0x40) return this.#atSign(start);
    if (code === 0x25 && this.#text.charCodeAt(start + 1) === 0x7b) return this.#embedded(start);
    return this.#operator(start, code);
  }

  /** A token that ends where the lexer stands. */
  #token(type: "junk", text: JunkId, start: number): Token;
  #token(type: Exclude<TokenType, "junk">, text: string, start: number): Token;
  #token(type: TokenType, text: string, start: number): Token {
    return {
      type,
      text,
      source: this.#source,
      start,
      end: this.#at,
      expansion: this.#expansion,
      doc: this.#doc,
    };
  }

  /** Skips blanks and comments; gives junk for a comment without an end. */
  #skipBlanks(): Token | undefined {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (classes[code] === BLANK) this.#at++;
      else if (code === 0x23) this.#skipLine();
      else if (code !== 0x2f) return undefined;
      else if (text.charCodeAt(this.#at + 1) === 0x2f) this.#skipLine();
      else if (text.charCodeAt(this.#at + 1) === 0x2a) {
        const start = this.#at;
        const end = text.indexOf("*/", start + 2);
        this.#at = end < 0 ? text.length : end + 2;
        if (end < 0) return this.#token("junk", "unterminated-comment", start);
        if (text.charCodeAt(start + 2) === 0x2a && end > start + 2) this.#doc = text.slice(start, this.#at);
      } else return undefined;
    }
  }

  #skipLine(): void {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end < 0 ? this.#text.length : end + 1;
  }

  /** Moves over letters and digits. */
  #skipWord(): void {
    const text = this.#text;
    let at = this.#at;
    while (((classes[text.charCodeAt(at)] ?? 0) & (LETTER | DIGIT)) !== 0) at++;
    this.#at = at;
  }

  #word(start: number): Token {
    this.#skipWord();
    const text = this.#text.slice(start, this.#at);
    return this.#token(keywords.has(text) ? "keyword" : "identifier", text, start);
  }

  #number(start: number): Token {
    this.#skipWord();
    return this.#token("number", this.#text.slice(start, this.#at), start);
  }

  /** `$name`, `$1` or `$#`. */
  #dollar(start: number): Token {
    const argument = this.#argumentReference();
    if (argument === undefined) return this.#word(start);
    if (typeof argument === "number") return this.#token("number", String(argument), start);
    if (argument.text === undefined) return this.#token("junk", "argument-out-of-range", start);
    const what = `argument ${this.#text.slice(start, this.#at)}`;
    const span = { source: this.#source, start, end: this.#at, expansion: this.#expansion };
    // An argument's own text isn't searched for arguments.
    this.#argument = new Lexer(new Source(what, argument.text), [], { what, span });
    return this.next();
  }

  /** `@name`, `@1` or `@#`. */
  #atSign(start: number): Token {
    const argument = this.#argumentReference();
    if (typeof argument === "number") return this.#token("string", String(argument), start);
    if (argument !== undefined) {
      return argument.text === undefined
        ? this.#token("junk", "argument-out-of-range", start)
        : this.#token("string", toBytes(argument.text), start);
    }
    this.#at = start + 1;
    this.#skipWord();
    return this.#token("at", this.#text.slice(start, this.#at), start);
  }

  /** Reads what follows `$` or `@` when it is a number (that argument) or `#` (their count); else moves nowhere. */
  #argumentReference(): { text: string | undefined } | number | undefined {
    const first = this.#at + 1;
    if (this.#text.charCodeAt(first) === 0x23) {
      this.#at = first + 1;
      return this.#args.length;
    }
    let end = first;
    while (classes[this.#text.charCodeAt(end)] === DIGIT) end++;
    if (end === first) return undefined;
    this.#at = end;
    const number = Number(this.#text.slice(first, end));
    this.namedArguments.add(number);
    return { text: this.#args[number - 1] };
  }

  #string(start: number): Token {
    const text = this.#text;
    let end = start + 1;
    let plain = true;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x0a || Number.isNaN(code)) {
        this.#at = Math.min(end, text.length);
        return this.#token("junk", "unterminated-string", start);
      }
      if (code === 0x5c) {
        plain = false;
        end++;
      } else if (code > 0x7e) plain = false;
    }
    this.#at = end + 1;
    const body = text.slice(start + 1, end);
    return this.#token("string", plain ? body : unescape(body), start);
  }

  #embedded(start: number): Token {
    const end = this.#text.indexOf("%}", start + 2);
    this.#at = end < 0 ? this.#text.length : end + 2;
    if (end < 0) return this.#token("junk", "unterminated-embedded", start);
    return this.#token("embedded", this.#text.slice(start + 2, end), start);
  }

  #operator(start: number, code: number): Token {
    for (const operator of operators.get(code) ?? []) {
      if (this.#text.startsWith(operator, start)) {
        this.#at = start + operator.length;
        return this.#token("operator", operator, start);
      }
    }
    // A character outside the basic plane takes two code units.
    this.#at = start + ((this.#text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
    return this.#token("junk", "unexpected-character", start);
  }
}

/** Resolves escapes: `\ooo`, `\xhh`, C's letters; any other character stands for itself. */
function unescape(body: string): string {
  return body.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([^]))|[^\\]/gu,
    (whole, octal: string | undefined, hex: string | undefined, letter: string | undefined) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return letter === undefined ? toBytes(whole) : (escapes[letter] ?? toBytes(letter));
    },
  );
}

/** Text as a byte string: one character per byte of its UTF-8 form. */
function toBytes(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}
