import type { Tag } from "./instruction.js";

/** A program that can't be assembled: something doesn't fit, or a name leads nowhere. */
export class AssemblyError extends Error {
  override readonly name = "AssemblyError";
  /** The function at fault. */
  readonly function: string;
  /** Place in the source of the instruction at fault, where it has one. */
  readonly tag: Tag | undefined;

  constructor(functionName: string, message: string, tag?: Tag) {
    super(`assemble ${functionName}: ${message}`);
    this.function = functionName;
    this.tag = tag;
  }
}
