/** Where bytes go. Writing never blocks the session: what can't be written yet waits in memory. */
export interface Sink {
  /** Takes over the bytes; they mustn't change afterwards. */
  write(bytes: Uint8Array): void;
  /** Bytes that wait. */
  readonly backlogBytes: number;
  /** Nobody reads any more, or nothing can be written: what is written now is lost. */
  readonly isClosed: boolean;
  /** Why nothing can be written, when it's anything but a reader that went away. */
  readonly failure: Error | undefined;
  /** Called once, when the sink closes by itself. */
  onClosed(listener: () => void): void;
  /** Resolves when everything is written, or can't be. */
  drained(): Promise<void>;
}
