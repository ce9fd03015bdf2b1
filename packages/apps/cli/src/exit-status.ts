/** What the command's exit status says. */
export const EXIT = {
  /** The session ended as it should, also by Ctrl-C. */
  ok: 0,
  /** The script is wrong, or it failed while it ran. */
  script: 1,
  /** The command line is wrong. */
  usage: 2,
  /** This kernel, or this user's privilege, can't do it. */
  unsupported: 3,
  /** Events or output were lost, and --fail-on-loss was given. */
  loss: 4,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one message and a status. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    readonly status: ExitStatus,
    message: string,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}
