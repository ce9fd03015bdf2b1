import type { LossKind, SessionSummary } from "../session/session-summary.js";

/** Something to say about the session, as people or programs read it. */
export interface Message {
  readonly type: "warning" | "error";
  /** Bytes, one latin1 character each. */
  readonly message: string;
  /** The probe point, as pp() prints it. */
  readonly probe?: string | undefined;
  /** What follows the message: `near operator '/' at script.stp:3:7`. */
  readonly location?: string | undefined;
}

/** Something that was lost: said once for each kind and probe. `count` is undefined where the kernel keeps none. */
export interface Loss {
  readonly kind: LossKind;
  readonly count: bigint | undefined;
  readonly probe?: string | undefined;
}

/** The form of what a session writes: text, or a JSON record a line. */
export interface Reporter {
  /** Bytes the script printed, in order. Takes them over. */
  output(bytes: Uint8Array): void;
  message(message: Message): void;
  /** Text for stderr as it stands (latin1). */
  log(text: string): void;
  loss(loss: Loss): void;
  end(summary: SessionSummary): void;
}
