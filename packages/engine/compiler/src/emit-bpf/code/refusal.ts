import type { Span } from "@tapset/language";

/** Thrown where a handler asks for something no BPF program can do; `emitBpf` turns it into a diagnostic. */
export class EmitRefusal extends Error {
  override readonly name = "EmitRefusal";
  constructor(
    /** Id of the diagnostic. */
    readonly id: string,
    message: string,
    readonly span: Span | undefined,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}
