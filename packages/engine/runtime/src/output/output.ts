import type { Stream } from "@tapset/core";
import { OutputBuffer } from "./output-buffer.js";
import type { Loss, Message, Reporter } from "./reporter.js";
import type { SessionSummary, SpeculationLedger } from "../session/session-summary.js";
import { Speculations } from "./speculations.js";

/** What a session writes, in order: output is put together in a buffer, and goes out before anything else is said. */
export class Output {
  /** Where printed bytes are put together. */
  readonly buffer = new OutputBuffer();
  readonly #reporter: Reporter;
  readonly #speculations = new Speculations();

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** Prints latin1 text to a stream of the script. */
  print(stream: Stream, text: string): void {
    if (stream === "output") {
      this.buffer.text(text);
      return;
    }
    this.flush();
    if (stream === "log") this.#reporter.log(text);
    else this.#reporter.message({ type: stream, message: text });
  }

  /** Holds latin1 text under a speculation's id. */
  hold(speculation: bigint, text: string): void {
    this.#speculations.hold(speculation, text);
  }

  /** Prints what is held under an id, or throws it away. */
  decide(speculation: bigint, keep: boolean): void {
    for (const text of this.#speculations.decide(speculation, keep)) this.buffer.text(text);
  }

  /** What has become of the texts that were held. */
  speculations(): SpeculationLedger {
    return this.#speculations.counts();
  }

  message(message: Message): void {
    this.flush();
    this.#reporter.message(message);
  }

  loss(loss: Loss): void {
    this.flush();
    this.#reporter.loss(loss);
  }

  end(summary: SessionSummary): void {
    this.flush();
    this.#reporter.end(summary);
  }

  /** Hands on what was printed. */
  flush(): void {
    if (this.buffer.length > 0) this.#reporter.output(this.buffer.take());
  }
}
