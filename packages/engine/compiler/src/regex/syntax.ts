/** A regular expression as a tree. Sets are of bytes. */
export type RegexNode =
  | { readonly kind: "set"; readonly bytes: ReadonlySet<number> }
  | { readonly kind: "sequence"; readonly parts: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly options: readonly RegexNode[] }
  | { readonly kind: "repeat"; readonly body: RegexNode; readonly least: number; readonly most: number | undefined }
  /** Subexpressions count from 1, by their opening parentheses. */
  | { readonly kind: "group"; readonly index: number; readonly body: RegexNode }
  | { readonly kind: "begin" }
  | { readonly kind: "end" };

/** A regular expression and how many subexpressions it has. */
export interface RegexSyntax {
  readonly root: RegexNode;
  readonly groups: number;
}

/** A pattern of `=~` that makes no sense, or asks for more than there is. */
export class PatternError extends Error {
  override readonly name = "PatternError";

  constructor(
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}
