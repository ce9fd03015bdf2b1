import { isUtf8 } from "node:buffer";
import type { SessionSummary } from "../session/session-summary.js";
import type { Loss, Message, Reporter } from "./reporter.js";
import type { Sink } from "./sink.js";

/** Raised when a record known to readers changes. */
const VERSION = 1;

/** For programs: one JSON record a line, as schemas/output-record.schema.json says; only log() goes to stderr. */
export class NdjsonReporter implements Reporter {
  readonly #output: Sink;
  readonly #messages: Sink;

  constructor(output: Sink, messages: Sink) {
    this.#output = output;
    this.#messages = messages;
  }

  output(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const text = buffer.toString("utf8");
    this.#record(isUtf8(buffer) ? { type: "output", text } : { type: "output", text, bytes: buffer.toString("base64") });
  }

  message({ type, message, probe, location }: Message): void {
    const place = location?.slice(location.lastIndexOf(" ") + 1);
    this.#record({ type, message: Buffer.from(message, "latin1").toString("utf8"), probe, location: place });
  }

  log(text: string): void {
    this.#messages.write(Buffer.from(text, "latin1"));
  }

  loss({ kind, count, probe }: Loss): void {
    this.#record({ type: "loss", kind, count: unknownCount(count), probe });
  }

  end({ reason, status, records, speculations, probes }: SessionSummary): void {
    this.#record({
      type: "end",
      reason,
      status,
      records: { produced: Number(records.produced), delivered: Number(records.delivered), dropped: Number(records.dropped) },
      ...(speculations.held > 0n && { speculations: Object.fromEntries(Object.entries(speculations).map(([name, count]) => [name, Number(count)])) }),
      probes: probes.map(({ point, entered, filtered, completed, failed, missed }) => ({
        point,
        entered: Number(entered),
        filtered: Number(filtered),
        completed: Number(completed),
        failed: Number(failed),
        missed: unknownCount(missed),
      })),
    });
  }

  #record(fields: object): void {
    this.#output.write(Buffer.from(`${JSON.stringify({ version: VERSION, ...fields })}\n`, "utf8"));
  }
}

function unknownCount(count: bigint | undefined): number | null {
  return count === undefined ? null : Number(count);
}
