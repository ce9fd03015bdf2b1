import type { Builder, Expr, LastMatch, Local, LongExpr, Stmt, StringExpr } from "@tapset/core";
import { PatternError } from "../regex/syntax.js";
import type { Regex } from "../regex/regex.js";
import type { Lowering } from "./lowering.js";
import { sequence } from "./variables.js";

/**
 * What `=~` leaves behind for `matched()`: the text, and which expression matched it. Kept only in handlers that ask; as
 * a handler may ask before (in a loop) its expressions are all known, it's lowered again when it turned out to.
 */
export class KeptMatch {
  /** By the number that says which one matched last, from 1. */
  readonly #regexes: Regex[];
  readonly #isKept: boolean;
  #isAsked = false;
  #locals: { readonly text: Local; readonly which: Local } | undefined;

  /** `regexes`: those of a handler known to ask. */
  constructor(
    private readonly lowering: Lowering,
    regexes: readonly Regex[] | undefined,
  ) {
    this.#regexes = [...(regexes ?? [])];
    this.#isKept = regexes !== undefined;
  }

  /** The handler's expressions, if it asks for what they matched. */
  get asked(): readonly Regex[] | undefined {
    return this.#isAsked ? this.#regexes : undefined;
  }

  /** What's to be done before anything else. */
  begin(): readonly Stmt[] {
    if (this.#locals === undefined) return [];
    const { text, which } = this.#locals;
    const { lowering } = this;
    return [lowering.assign(text, lowering.placeholder("string")), lowering.assign(which, lowering.placeholder("long"))];
  }

  /** `text =~ regex`. */
  match(builder: Builder, text: StringExpr, regex: Regex): LongExpr {
    if (!this.#regexes.includes(regex) && !this.#regexes.some(({ pattern }) => pattern === regex.pattern)) this.#regexes.push(regex);
    if (!this.#isKept) return builder.match(text, regex.matcher);
    const { lowering } = this;
    const locals = this.#kept;
    const number = this.#regexes.findIndex(({ pattern }) => pattern === regex.pattern) + 1;
    const kept = lowering.read(locals.text) as StringExpr;
    const which = builder.select(builder.match(kept, regex.matcher), builder.constant(number), builder.constant(0));
    const before = [lowering.assign(locals.text, text), lowering.assign(locals.which, which)];
    return sequence(before, builder.compare("ne", lowering.read(locals.which), builder.constant(0))) as LongExpr;
  }

  /** What intrinsics are told. */
  told(builder: () => Builder): LastMatch {
    return {
      part: (group) => this.#told(builder(), "matched", (regex) => this.#part(builder(), regex, group)) as StringExpr,
      groups: () => this.#told(builder(), "ngroups", (regex) => builder().constant(regex.groups + 1)) as LongExpr,
    };
  }

  get #kept(): { readonly text: Local; readonly which: Local } {
    return (this.#locals ??= { text: this.lowering.newLocal("matched", "string"), which: this.lowering.newLocal("regex", "long") });
  }

  /** What `tell` says of the expression that matched last; an error if none did. */
  #told(builder: Builder, name: string, tell: (regex: Regex) => Expr): Expr {
    this.#isAsked = true;
    const which = this.lowering.read(this.#kept.which) as LongExpr;
    const failed: Stmt = {
      op: "if",
      condition: builder.compare("eq", which, builder.constant(0)),
      then: [builder.raise(builder.text(`${name}() without a successful match`))],
      otherwise: [],
    };
    const none = name === "matched" ? builder.text("") : builder.constant(0);
    const value = this.#regexes.reduceRight<Expr>(
      (otherwise, regex, index) => builder.select(builder.compare("eq", which, builder.constant(index + 1)), tell(regex), otherwise),
      none,
    );
    return sequence([failed], value);
  }

  #part(builder: Builder, regex: Regex, group: LongExpr): StringExpr {
    const beyond = sequence([builder.raise(builder.text(`matched(): the expression has only ${regex.groups} subexpressions`))], builder.text("")) as StringExpr;
    const text = this.lowering.read(this.#kept.text) as StringExpr;
    const find = (index: number): StringExpr => {
      try {
        return builder.part(text, regex.finder(index));
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        return builder.refuse("invalid-pattern", error.message, "match in several steps, or without matched()");
      }
    };
    if (group.op === "const") return group.value >= 0n && group.value <= BigInt(regex.groups) ? find(Number(group.value)) : beyond;
    const groups = Array.from({ length: regex.groups + 1 }, (_, index) => index);
    return groups.reduceRight<StringExpr>((otherwise, index) => builder.select(builder.compare("eq", group, builder.constant(index)), find(index), otherwise), beyond);
  }
}
