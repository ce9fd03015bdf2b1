import type { DebuginfodSettings } from "./debuginfod-settings.js";

/** Why a server's answer can't be used. */
export class DownloadRefusal extends Error {
  override readonly name = "DownloadRefusal";
}

/** How one download is done. */
export interface Download {
  readonly server: string;
  /** In hexadecimal. */
  readonly buildId: string;
  /** A file that isn't there yet. */
  readonly path: string;
  readonly limits: DebuginfodSettings;
  /** Ends the download. */
  readonly signal: AbortSignal;
  /** Is told what has come, and of how many bytes when the server has said. */
  readonly hear: (received: number, size: number | undefined) => void;
}

/** By when a server has to have sent it is debuginfod-client-config(7)'s. */
const START_BYTES = 100 * 1024;

/**
 * Writes the debug information of a build, as a debuginfod(8) has it, to a file.
 *
 * @throws DownloadRefusal when the server doesn't have it, or fails, or is too slow; the signal's reason; system errors of the file
 */
export async function fetchDebugFile({ server, buildId, path, limits, signal, hear }: Download): Promise<void> {
  const clock = new Deadlines(limits, signal);
  try {
    const { body, size } = await request(`${server}/buildid/${buildId}/debuginfo`, limits, clock.signal).catch(clock.explain);
    await process.getBuiltinModule("node:fs/promises").writeFile(path, counted(body, size, limits, clock, hear), { flag: "wx", mode: 0o600 });
  } finally {
    clock.stop();
  }
}

interface Answer {
  readonly body: AsyncIterable<Uint8Array>;
  readonly size: number | undefined;
}

async function request(url: string, { mostBytes }: DebuginfodSettings, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { signal, headers: { "user-agent": "tapset" } });
  const size = sizeOf(response.headers);
  if (response.ok && response.body !== null && !exceeds(size, mostBytes)) return { body: response.body, size };
  await response.body?.cancel();
  if (!response.ok) throw new DownloadRefusal(`${response.status} ${response.statusText}`.trim());
  throw response.body === null ? new DownloadRefusal("an empty answer") : tooLarge(size, mostBytes);
}

/** What the server says of the file; of what it sends that is the length unless it packs it. */
function sizeOf(headers: Headers): number | undefined {
  const said = headers.get("x-debuginfod-size") ?? (headers.has("content-encoding") ? null : headers.get("content-length"));
  return said !== null && /^\d+$/.test(said) ? Number(said) : undefined;
}

async function* counted(body: AsyncIterable<Uint8Array>, size: number | undefined, { mostBytes }: DebuginfodSettings, clock: Deadlines, hear: Download["hear"]): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.length;
      if (exceeds(received, mostBytes)) throw tooLarge(received, mostBytes);
      if (received >= START_BYTES) clock.hasStarted();
      hear(received, size);
      yield chunk;
    }
  } catch (error) {
    clock.explain(error);
  }
  if (size !== undefined && received !== size) throw new DownloadRefusal(`${received} bytes of ${size}`);
}

function exceeds(bytes: number | undefined, most: number | undefined): boolean {
  return bytes !== undefined && most !== undefined && bytes > most;
}

function tooLarge(bytes: number | undefined, most: number | undefined): DownloadRefusal {
  return new DownloadRefusal(`${bytes ?? "?"} bytes, more than the ${most ?? "?"} of DEBUGINFOD_MAXSIZE`);
}

/** The times that a download may take. */
class Deadlines {
  readonly signal: AbortSignal;
  readonly #outer: AbortSignal;
  readonly #own = new AbortController();
  readonly #start: NodeJS.Timeout | undefined;
  readonly #whole: NodeJS.Timeout | undefined;

  constructor({ startMs, wholeMs }: DebuginfodSettings, outer: AbortSignal) {
    this.#outer = outer;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
    this.#start = this.#after(startMs, (seconds) => `not the first ${START_BYTES / 1024} KB in ${seconds} s`);
    this.#whole = this.#after(wholeMs, (seconds) => `not the whole file in ${seconds} s`);
  }

  hasStarted(): void {
    clearTimeout(this.#start);
  }

  stop(): void {
    clearTimeout(this.#start);
    clearTimeout(this.#whole);
  }

  /** Says what a failure of the network was. */
  readonly explain = (error: unknown): never => {
    this.#outer.throwIfAborted();
    const { reason } = this.#own.signal as { readonly reason: unknown };
    if (reason instanceof DownloadRefusal) throw reason;
    if (error instanceof DownloadRefusal) throw error;
    throw new DownloadRefusal(networkText(error), { cause: error });
  };

  #after(ms: number | undefined, text: (seconds: number) => string): NodeJS.Timeout | undefined {
    return ms === undefined ? undefined : setTimeout(() => this.#own.abort(new DownloadRefusal(text(ms / 1000))), ms);
  }
}

/** fetch() says that it failed; its cause says why, or has a cause for each address. */
function networkText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return networkText(error.errors[0]);
  return error.cause === undefined ? error.message : networkText(error.cause);
}
