/**
 * What is installed or configured doesn't fit together: two owners of one name, a manifest that isn't one, a registry
 * that is frozen. Neither the script's fault nor the kernel's; the message says which package and the way out.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  /** What to do beside what the message says, beginning with a verb. */
  readonly hints: readonly string[];

  constructor(message: string, { cause, hints = [] }: { readonly cause?: unknown; readonly hints?: readonly string[] } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.hints = hints;
  }
}
