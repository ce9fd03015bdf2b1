import { homedir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "@tapset/core";

/** What debuginfod-client-config(7) has users say by their environment. */
export interface DebuginfodSettings {
  /** URLs, in the order in which they are asked. */
  readonly servers: readonly string[];
  /** How long a server may take to send the first 100 KB; undefined: as long as it likes. */
  readonly startMs: number | undefined;
  /** How long a whole file may take. */
  readonly wholeMs: number | undefined;
  /** How large a file may be. */
  readonly mostBytes: number | undefined;
}

type Environment = (name: string) => string | undefined;

const USUAL_START_SECONDS = 90;

/**
 * DEBUGINFOD_URLS, DEBUGINFOD_TIMEOUT, DEBUGINFOD_MAXTIME and DEBUGINFOD_MAXSIZE.
 *
 * @throws ConfigurationError where one of them says what can't be done
 */
export function debuginfodSettings(environment: Environment): DebuginfodSettings {
  const seconds = (name: string): number | undefined => wholeNumber(environment, name, "seconds");
  return {
    servers: parseServers(environment("DEBUGINFOD_URLS") ?? ""),
    startMs: milliseconds(seconds("DEBUGINFOD_TIMEOUT") ?? USUAL_START_SECONDS),
    wholeMs: milliseconds(seconds("DEBUGINFOD_MAXTIME")),
    mostBytes: orNone(wholeNumber(environment, "DEBUGINFOD_MAXSIZE", "bytes")),
  };
}

/** Where elfutils' clients (gdb, perf, …) keep what they have fetched too. */
export function debuginfodCacheFolder(environment: Environment): string {
  const usual = (): string => join(environment("XDG_CACHE_HOME") ?? join(environment("HOME") ?? homedir(), ".cache"), "debuginfod_client");
  return environment("DEBUGINFOD_CACHE_PATH") ?? usual();
}

function parseServers(list: string): readonly string[] {
  const servers: string[] = [];
  for (const word of list.split(/\s+/).filter((each) => each !== "")) {
    if (word === "ima:ignore") continue;
    if (word.startsWith("ima:")) {
      throw new ConfigurationError(`DEBUGINFOD_URLS asks for files to be checked by their signatures (${word}), which isn't done here`, { hints: ["name the servers without it, to have files checked by their build-ids alone"] });
    }
    if (!/^https?:\/\/[^/]/.test(word) || !URL.canParse(word)) {
      throw new ConfigurationError(`DEBUGINFOD_URLS: "${word}" is no address of a server`, { hints: ["write http://… or https://…, with spaces between"] });
    }
    servers.push(word.replace(/\/+$/, ""));
  }
  return servers;
}

function wholeNumber(environment: Environment, name: string, unit: string): number | undefined {
  const text = environment(name)?.trim() ?? "";
  if (text === "") return undefined;
  if (!/^-?\d+$/.test(text)) throw new ConfigurationError(`${name} is a number of ${unit}, not "${text}"`);
  return Number(text);
}

function milliseconds(seconds: number | undefined): number | undefined {
  const limited = orNone(seconds);
  return limited === undefined ? undefined : limited * 1000;
}

/** Nothing, and less, means no limit. */
function orNone(limit: number | undefined): number | undefined {
  return limit === undefined || limit <= 0 ? undefined : limit;
}
