import type { Fd, Kernel } from "@tapset/sys";

/** A program at work somewhere in the kernel. */
export interface Attachment {
  /** Detaches: the program does not run again. Harmless when done twice. */
  close(): void;
  /**
   * Events the kernel did not run the program for, because programs were already running on that CPU; undefined where it
   * keeps no count. Counted per program, so several attachments of one program all report the same number.
   */
  missed?(): bigint | undefined;
}

/**
 * A way of attaching: puts a loaded program to work where `spec`, JSON-able data, says. The program stays the caller's. Throws
 * `SyscallError` when the kernel refuses, and leaves nothing behind then.
 */
export type Attach<Spec, Given extends Attachment = Attachment> = (kernel: Kernel, program: Fd, spec: Spec) => Given;
