import type { AttachSpec } from "@tapset/core";
import { SessionError } from "../session/session-error.js";

/** A program that couldn't be attached; the cause says why. A point marked `?` or `!` may be struck then. */
export class AttachError extends SessionError {
  override readonly name = "AttachError";
  readonly programName: string;
  readonly spec: AttachSpec;

  constructor(programName: string, spec: AttachSpec, cause: Error) {
    super(`attach ${programName}: ${cause.message}`, { cause });
    this.programName = programName;
    this.spec = spec;
  }
}
