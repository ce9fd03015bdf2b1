/** Why no package was made. */
export class CreationError extends Error {
  override readonly name = "CreationError";
  constructor(
    /** `usage`: the command line is wrong; `failed`: what it asks for can't be done. */
    readonly kind: "usage" | "failed",
    message: string,
    /** What to do, beginning with a verb. */
    readonly hints: readonly string[] = [],
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}
