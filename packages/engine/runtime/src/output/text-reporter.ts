import { describeLoss } from "./describe-loss.js";
import type { Loss, Message, Reporter } from "./reporter.js";
import type { Sink } from "./sink.js";

const labels = { warning: "WARNING", error: "ERROR" } as const;

/** For people: the script's output on one sink, everything else on the other, worded as SystemTap does. */
export class TextReporter implements Reporter {
  readonly #output: Sink;
  readonly #messages: Sink;

  constructor(output: Sink, messages: Sink) {
    this.#output = output;
    this.#messages = messages;
  }

  output(bytes: Uint8Array): void {
    this.#output.write(bytes);
  }

  message({ type, message, location }: Message): void {
    // The message is bytes of the script's making, the place names a file.
    const place = location === undefined ? "\n" : ` ${location}\n`;
    this.#messages.write(Buffer.concat([Buffer.from(`${labels[type]}: ${message}`, "latin1"), Buffer.from(place, "utf8")]));
  }

  log(text: string): void {
    this.#messages.write(Buffer.from(text, "latin1"));
  }

  loss(loss: Loss): void {
    this.#messages.write(Buffer.from(`WARNING: ${describeLoss(loss)}\n`, "utf8"));
  }

  end(): void {
    // People see losses; the counts of probes are for --format ndjson and -t.
  }
}
