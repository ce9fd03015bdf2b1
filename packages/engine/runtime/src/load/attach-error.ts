import type { AttachSpec } from "@tapset/core";
import { SessionError } from "../session/session-error.js";

/** A program that couldn't be attached; the cause says why. A point marked `?` or `!` may be struck then. */
export class AttachError extends SessionError {
  override readonly name = "AttachError";
  readonly spec: AttachSpec;

  /** @param what the probe points that it's for */
  constructor(what: string, spec: AttachSpec, cause: Error) {
    super(`attach ${what}: ${cause.message}`, { cause });
    this.spec = spec;
  }
}
