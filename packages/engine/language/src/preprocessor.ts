import { evaluateCondition } from "./condition.js";
import type { ChainLink, Diagnostic, DiagnosticDetails } from "./diagnostic.js";
import type { Environment } from "./environment.js";
import { Lexer } from "./lexer.js";
import type { Macro, Macros } from "./macro.js";
import type { Expansion, Source } from "./source.js";
import { type SyntaxErrorId, syntaxError } from "./syntax-errors.js";
import { type Token, type TokenSource, tokenSpan } from "./token.js";

/** Tokens that are read in place of a macro's invocation: its body, or an argument. */
interface Frame {
  readonly tokens: readonly Token[];
  index: number;
  /** The macro whose body this is; arguments and tokens put back have none and are passed on as they are. */
  readonly macro?: Macro;
  readonly args?: ReadonlyMap<string, readonly Token[]>;
  readonly expansion?: Expansion;
}

/**
 * Expands macros and resolves conditionals between lexer and parser, one token at a time.
 *
 * In a script macros are expanded before conditionals are looked at: definitions and invocations count in a branch
 * that isn't taken, too. In a library macro file conditionals come first, so that they can choose definitions.
 */
export class Preprocessor implements TokenSource {
  readonly #lexer: Lexer;
  readonly #environment: Environment;
  readonly #library: Macros;
  readonly #diagnostics: Diagnostic[];
  readonly #local = new Map<string, Macro>();
  /** What is being read in place of invocations, innermost last. */
  readonly #frames: Frame[] = [];
  /** The `%(` of each conditional whose taken branch is being read. */
  readonly #open: Token[] = [];
  /** Whether this is a library file. */
  #conditionalsFirst = false;

  constructor(source: Source, environment: Environment, library: Macros, diagnostics: Diagnostic[]) {
    this.#lexer = new Lexer(source, environment.args);
    this.#environment = environment;
    this.#library = library;
    this.#diagnostics = diagnostics;
  }

  /** Numbers of the script's arguments that have been named so far, from 1. */
  get namedArguments(): ReadonlySet<number> {
    return this.#lexer.namedArguments;
  }

  next(): Token {
    for (;;) {
      const token = this.#pull();
      if (token.type === "end") {
        for (const open of this.#open.splice(0)) this.#report("conditional-incomplete", open);
        return token;
      }
      if (token.type !== "operator" || token.text.charCodeAt(0) !== 0x25) return token;
      if (token.text === "%" || token.text === "%=") return token;
      if (token.text === "%(") this.#enter(token);
      else if (token.text === "%)" && this.#open.length > 0) this.#open.pop();
      else if (token.text === "%:" && this.#open.length > 0) this.#skip(false);
      else this.#report("conditional-stray", token);
    }
  }

  /** Reads a library macro file to its end. */
  readLibrary(): Macros {
    this.#conditionalsFirst = true;
    for (;;) {
      const token = this.next();
      if (token.type === "end") return this.#local;
      if (token.type === "at" && token.text === "@define") this.#define();
      else {
        this.#report("macros-only", token);
        return this.#local;
      }
    }
  }

  #report(id: SyntaxErrorId, token: Token, word?: string, details?: DiagnosticDetails): void {
    this.#diagnostics.push(syntaxError(id, token, word, details));
  }

  // ─── conditionals ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reads a condition and goes on to the branch it chooses. */
  #enter(open: Token): void {
    this.#open.push(open);
    const condition: Token[] = [];
    for (;;) {
      const token = this.#pull();
      if (token.type === "end") return;
      if (token.type === "operator") {
        if (token.text === "%?") break;
        if (token.text === "%)" || token.text === "%:") {
          this.#report("conditional-without-marker", open);
          if (token.text === "%:") this.#skip(false);
          else this.#open.pop();
          return;
        }
      }
      condition.push(token);
    }
    const result = evaluateCondition(condition, this.#environment);
    if ("wanted" in result) {
      this.#report("condition-invalid", result.token ?? open, result.wanted);
      this.#skip(false);
    } else if (!result.value) this.#skip(true);
  }

  /** Skips a branch: to its conditional's `%)`, which closes it, or where wanted to its `%:`. */
  #skip(stopAtElse: boolean): void {
    for (let depth = 0; ; ) {
      const token = this.#pull();
      if (token.type === "end") return;
      if (token.type !== "operator") continue;
      if (token.text === "%(") depth++;
      else if (token.text === "%:" && depth === 0 && stopAtElse) return;
      else if (token.text === "%)" && depth-- === 0) {
        this.#open.pop();
        return;
      }
    }
  }

  // ─── macros ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #pull(): Token {
    return this.#conditionalsFirst ? this.#lexer.next() : this.#expanded();
  }

  /** The next token with macros expanded and definitions taken in. */
  #expanded(): Token {
    for (;;) {
      const frame = this.#frames.at(-1);
      let token: Token;
      if (frame === undefined) token = this.#lexer.next();
      else {
        const next = frame.tokens[frame.index++];
        if (next === undefined) {
          this.#frames.pop();
          continue;
        }
        if (frame.macro === undefined) return next;
        token = { ...next, expansion: frame.expansion };
      }
      if (token.type !== "at") return token;
      const argument = frame?.args?.get(token.text);
      if (argument !== undefined) this.#frames.push({ tokens: argument, index: 0 });
      else if (token.text === "@define" && frame === undefined) this.#define();
      else {
        const macro = this.#local.get(token.text) ?? this.#library.get(token.text);
        if (macro === undefined) return token;
        this.#invoke(macro, token);
      }
    }
  }

  #invoke(macro: Macro, invocation: Token): void {
    if (this.#frames.some((frame) => frame.macro === macro)) {
      this.#report("macro-recursive", invocation, macro.name);
      return;
    }
    const args = macro.params === undefined ? [] : this.#arguments(macro, invocation);
    if (args === undefined) return;
    this.#frames.push({
      tokens: macro.body,
      index: 0,
      macro,
      args: new Map(macro.params?.map((name, index) => [`@${name}`, args[index] ?? []])),
      expansion: { what: `macro '${macro.name}'`, span: tokenSpan(invocation) },
    });
  }

  /** Reads `(tokens, tokens)`; undefined, and reported, when they are not what the macro takes. */
  #arguments(macro: Macro, invocation: Token): Token[][] | undefined {
    const first = this.#expanded();
    if (first.type !== "operator" || first.text !== "(") {
      this.#report("macro-without-arguments", invocation, macro.name);
      this.#frames.push({ tokens: [first], index: 0 });
      return undefined;
    }
    const args: Token[][] = [[]];
    for (let depth = 1; ; ) {
      const token = this.#expanded();
      if (token.type === "end") {
        this.#report("macro-arguments-open", invocation, macro.name);
        return undefined;
      }
      if (token.type === "operator") {
        if (token.text === "(" || token.text === "[" || token.text === "{") depth++;
        else if (token.text === ")" || token.text === "]" || token.text === "}") depth--;
        if (depth === 0) break;
        if (depth === 1 && token.text === ",") {
          args.push([]);
          continue;
        }
      }
      args.at(-1)?.push(token);
    }
    const expected = macro.params?.length ?? 0;
    if (args.length === expected) return args;
    const id = args.length < expected ? "macro-too-few-arguments" : "macro-too-many-arguments";
    this.#report(id, invocation, macro.name, { chain: [definition(macro)] });
    return undefined;
  }

  /** Reads what follows `@define`. */
  #define(): void {
    const name = this.#lexer.next();
    if (name.type !== "identifier") {
      this.#report("expected-identifier", name);
      return;
    }
    let next = this.#lexer.next();
    let params: string[] | undefined;
    if (next.type === "operator" && next.text === "(") {
      params = this.#parameters();
      if (params === undefined) return;
      next = this.#lexer.next();
    }
    if (next.type !== "operator" || next.text !== "%(") {
      this.#report("expected-token", next, "'%('");
      return;
    }
    const body = this.#body();
    if (body === undefined) {
      this.#report("macro-incomplete", name);
      return;
    }
    const macro: Macro = { name: `@${name.text}`, span: tokenSpan(name), params, body };
    const first = this.#local.get(macro.name);
    if (first === undefined) this.#local.set(macro.name, macro);
    else this.#report("macro-redefined", name, macro.name, { chain: [definition(first)] });
  }

  /** Reads `a, b)`; undefined, and reported, when it is something else. */
  #parameters(): string[] | undefined {
    const params: string[] = [];
    for (;;) {
      const name = this.#lexer.next();
      if (name.type !== "identifier" && name.type !== "keyword") {
        this.#report("expected-identifier", name);
        return undefined;
      }
      params.push(name.text);
      const next = this.#lexer.next();
      if (next.type === "operator" && next.text === ")") return params;
      if (next.type !== "operator" || next.text !== ",") {
        this.#report("expected-token", next, "',' or ')'");
        return undefined;
      }
    }
  }

  /** Reads a macro's body with its `%)`; conditionals inside are kept for the time of invocation. */
  #body(): Token[] | undefined {
    const body: Token[] = [];
    for (let depth = 1; ; ) {
      const token = this.#lexer.next();
      if (token.type === "end") return undefined;
      if (token.type === "operator" && token.text === "%(") depth++;
      else if (token.type === "operator" && token.text === "%)" && --depth === 0) return body;
      body.push(token);
    }
  }
}

function definition(macro: Macro): ChainLink {
  return { message: `macro '${macro.name}' defined`, span: macro.span };
}
