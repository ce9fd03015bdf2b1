/** A program at work somewhere in the kernel. */
export interface Attachment {
  /** Detaches; harmless when done twice. */
  close(): void;
  /** Events the kernel could not run the program for, undefined where it keeps no count. */
  missed?(): bigint | undefined;
}
