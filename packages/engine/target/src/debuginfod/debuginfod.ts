import { buildIdOf, Dwarf, ElfError, ElfFile } from "@tapset/elf";
import { liveFileView } from "../live-file-view.js";
import type { DebuginfodCache } from "./debuginfod-cache.js";
import type { DebuginfodSettings } from "./debuginfod-settings.js";
import { DownloadRefusal, fetchDebugFile } from "./fetch-debug-file.js";

/** A download under way. */
export interface DownloadProgress {
  /** What it's the debug information of. */
  readonly what: string;
  readonly server: string;
  readonly received: number;
  /** Of how many bytes; undefined until the server has said. */
  readonly size: number | undefined;
}

/** What fetching asks of whoever has it done. */
export interface DebuginfodClient {
  readonly settings: DebuginfodSettings;
  readonly cache: DebuginfodCache;
  /** Whether a file is to be fetched; all are when it's left out. */
  readonly agree?: (what: string, buildId: string) => boolean;
  /** Is told of each piece that comes. */
  readonly hear?: (progress: DownloadProgress) => void;
  /** Is told when a file's download has ended, well or badly. */
  readonly ended?: (what: string, hasCome: boolean) => void;
}

/**
 * Fetches debug information from debuginfod(8)'s servers. What asks for debug information can't wait: it's told that there is none, and what it
 * would have had is noted. Who can wait then calls `fetchWanted` and asks anew.
 */
export class Debuginfod {
  readonly #client: DebuginfodClient;
  readonly #wanted = new Map<string, string>();
  /** By build-id what each server said. A build is asked for once. */
  readonly #asked = new Map<string, string[]>();

  constructor(client: DebuginfodClient) {
    this.#client = client;
  }

  /** Notes a build that nobody has installed. */
  want(buildId: string, what: string): void {
    if (!this.#asked.has(buildId)) this.#wanted.set(buildId, what);
  }

  /** Who was asked for a build in vain, each with its answer: `http://…: 404 Not Found`. */
  refusals(buildId: string): readonly string[] {
    return this.#asked.get(buildId) ?? [];
  }

  /**
   * Fetches what was noted since the last time. Whether there was anything: then there's more to be said of it now, be it why it didn't come.
   *
   * @param signal ends it; nothing is left of a file that hasn't come whole
   * @throws the signal's reason; ConfigurationError when the cache can't keep it
   */
  async fetchWanted(signal: AbortSignal): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (const [buildId, what] of wanted) {
      this.#asked.set(buildId, []);
      if (this.#client.agree?.(what, buildId) ?? true) await this.#fetch(buildId, what, signal);
    }
    return wanted.length > 0;
  }

  async #fetch(buildId: string, what: string, signal: AbortSignal): Promise<void> {
    const { settings, cache, hear, ended } = this.#client;
    let hasCome = false;
    try {
      for (const server of settings.servers) {
        const tell = (received: number, size: number | undefined) => hear?.({ what, server, received, size });
        try {
          await cache.keep(buildId, async (path) => {
            await fetchDebugFile({ server, buildId, path, limits: settings, signal, hear: tell });
            checkBuild(path, buildId);
          });
          hasCome = true;
          break;
        } catch (error) {
          if (!(error instanceof DownloadRefusal)) throw error;
          this.#asked.get(buildId)?.push(`${server}: ${error.message}`);
        }
      }
    } finally {
      ended?.(what, hasCome);
    }
  }
}

/** Throws DownloadRefusal unless a file has debug information of a build. */
function checkBuild(path: string, buildId: string): void {
  const view = liveFileView();
  try {
    const source = view.open(path);
    if (source === undefined) throw new DownloadRefusal("an empty answer");
    const file = ElfFile.open(source);
    const theirs = buildIdOf(file);
    if (theirs !== buildId) throw new DownloadRefusal(theirs === undefined ? "a file without a build-id" : `a file of build-id ${theirs}`);
    if (!Dwarf.isIn(file)) throw new DownloadRefusal("a file without debug information");
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    throw new DownloadRefusal(`no debug information: ${error.message}`, { cause: error });
  } finally {
    view.close();
  }
}
