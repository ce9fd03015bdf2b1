import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileView } from "@tapset/core";
import { buildIdOf, bytesSource, ElfError, ElfFile } from "@tapset/elf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DebuginfodClient, type DownloadProgress, Debuginfod, DebuginfodCache, debuginfodCacheFolder, debuginfodSettings, liveFileView, liveTarget } from "../src/index.js";
import { madeUpFiles, madeUpKernel } from "./made-up-machine.js";

const fixtures = new URL("../../elf/test/fixtures/built/", import.meta.url);
const fixture = (name: string): Buffer => readFileSync(new URL(name, fixtures));
const idOf = (name: string): string => buildIdOf(ElfFile.open(bytesSource(fixture(name))))!;

const WANTED = idOf("split");
const never = new AbortController().signal;

let folder: string;
let server: Server;
/** What the server was asked for. */
let requests: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapset-debuginfod-"));
  requests = [];
  answer = (_request, response) => response.end(fixture("split.debug"));
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const kept = (): readonly string[] => readdirSync(folder, { recursive: true }).map(String).sort();
const notFound: typeof answer = (_request, response) => void response.writeHead(404).end("not found");

function client(environment: Readonly<Record<string, string>> = {}, more: Partial<DebuginfodClient> = {}): Debuginfod {
  const settings = debuginfodSettings((name) => ({ DEBUGINFOD_URLS: address(), ...environment })[name]);
  return new Debuginfod({ settings, cache: new DebuginfodCache(folder), ...more });
}

/** A machine with a stripped program and no debug information, but what was fetched. */
function machine(debuginfod?: Debuginfod, programs: Readonly<Record<string, string>> = { "/bin/split": "split" }) {
  const fetched = new DebuginfodCache(folder);
  const live = liveFileView();
  const view: FileView & { close(): void } = {
    open: (path) => (programs[path] !== undefined ? bytesSource(fixture(programs[path])) : path.startsWith(folder) ? live.open(path) : undefined),
    resolve: (path) => path,
    glob: () => [],
    which: () => undefined,
    close: () => live.close(),
  };
  const target = liveTarget(madeUpKernel(), { files: madeUpFiles(), view, fetched, ...(debuginfod && { debuginfod }) });
  return { target, ask: () => target.debugInfo({ kind: "file", path: "/bin/split" }) };
}

describe("debug information of a server", () => {
  it("is fetched when it was asked for in vain, and kept", async () => {
    const { target, ask } = machine(client());
    expect(ask().found).toBe(false);
    expect(requests).toEqual([]);
    expect(await target.fetchDebugInfo(never)).toBe(true);
    expect(requests).toEqual([`/buildid/${WANTED}/debuginfo`]);
    const path = join(folder, WANTED, "debuginfo");
    expect(ask()).toMatchObject({ found: true, path });
    expect(kept()).toEqual([WANTED, join(WANTED, "debuginfo")]);
    expect(readFileSync(path)).toEqual(fixture("split.debug"));
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(await target.fetchDebugInfo(never)).toBe(false);
    target.close();

    const next = machine(client());
    expect(next.ask().found).toBe(true);
    expect(await next.target.fetchDebugInfo(never)).toBe(false);
    expect(requests.length).toBe(1);
    next.target.close();
    // What is there is read also where nothing may be fetched.
    const without = machine();
    expect(without.ask().found).toBe(true);
    without.target.close();
  });

  it("isn't asked for where nobody says so", async () => {
    const { target, ask } = machine();
    expect(ask()).toMatchObject({ found: false, wayOut: expect.arrayContaining(["add --download-debuginfo to fetch it from the servers that DEBUGINFOD_URLS names"]) as string[] });
    expect(await target.fetchDebugInfo(never)).toBe(false);
    expect([requests, kept()]).toEqual([[], []]);
  });

  it("isn't fetched when it's declined", async () => {
    const asked: string[][] = [];
    const { target, ask } = machine(client({}, { agree: (...what) => (asked.push(what), false) }));
    ask();
    await target.fetchDebugInfo(never);
    expect([ask().found, requests, kept(), asked]).toEqual([false, [], [], [["/bin/split", WANTED]]]);
  });

  it("is told of as it comes", async () => {
    const heard: DownloadProgress[] = [];
    const ended: unknown[] = [];
    answer = (_request, response) => {
      response.write(fixture("split.debug"));
      response.end();
    };
    const debuginfod = client({}, { hear: (progress) => heard.push(progress), ended: (...how) => ended.push(how) });
    debuginfod.want(WANTED, "a program");
    await debuginfod.fetchWanted(never);
    const size = fixture("split.debug").length;
    expect(heard.at(-1)).toEqual({ what: "a program", server: address(), received: size, size: undefined });
    answer = (_request, response) => response.writeHead(200, { "content-length": size }).end(fixture("split.debug"));
    rmSync(join(folder, WANTED), { recursive: true });
    const again = client({}, { hear: (progress) => heard.push(progress) });
    again.want(WANTED, "a program");
    await again.fetchWanted(never);
    expect(heard.at(-1)).toMatchObject({ received: size, size });
    expect(ended).toEqual([["a program", true]]);
  });

  it("is completed with what dwz has moved away", async () => {
    answer = (_request, response) => response.end(fixture("shared.dwz"));
    const { target } = machine(client(), { "/bin/one": "shared-one" });
    const copies = (): number | undefined => {
      const found = target.debugInfo({ kind: "file", path: "/bin/one" });
      if (!found.found) throw new Error(found.reason);
      try {
        return found.dwarf.functions("scale")[0]?.inlined().length;
      } catch (error) {
        if (error instanceof ElfError) return undefined;
        throw error;
      }
    };
    expect(copies() ?? 0).toBe(0);
    await target.fetchDebugInfo(never);
    expect(requests).toEqual([`/buildid/${idOf("shared.dwz")}/debuginfo`]);
    expect(copies()).toBeGreaterThan(0);
    target.close();
  });

  it("is asked for at one server after the other", async () => {
    answer = (request, response) => (request.url?.startsWith("/second/") ? response.end(fixture("split.debug")) : notFound(request, response));
    const { target, ask } = machine(client({ DEBUGINFOD_URLS: `${address()}/first/ ${address()}/second ${address()}/third` }));
    ask();
    await target.fetchDebugInfo(never);
    expect(ask().found).toBe(true);
    expect(requests).toEqual([`/first/buildid/${WANTED}/debuginfo`, `/second/buildid/${WANTED}/debuginfo`]);
    target.close();
  });
});

describe("what a server sends that can't be used", () => {
  const debug = () => fixture("split.debug");
  const cases: readonly (readonly [what: string, said: string, environment: Record<string, string>, typeof answer])[] = [
    ["nothing", "404 Not Found", {}, notFound],
    ["another build", `a file of build-id ${idOf("o0-dwarf4")}`, {}, (_request, response) => response.end(fixture("o0-dwarf4"))],
    ["a stripped program", "a file without debug information", {}, (_request, response) => response.end(fixture("split"))],
    ["a page", "no debug information: header: not an ELF file", {}, (_request, response) => response.end("<html>".repeat(100))],
    ["an empty file", "no debug information: header: 0 bytes where 64 are needed", {}, (_request, response) => response.end()],
    ["half of it", `${debug().length} bytes of ${2 * debug().length}`, {}, (_request, response) => response.writeHead(200, { "x-debuginfod-size": 2 * debug().length }).end(debug())],
    ["one that says it's too large", "99999 bytes, more than the 5000 of DEBUGINFOD_MAXSIZE", { DEBUGINFOD_MAXSIZE: "5000" }, (_request, response) => response.writeHead(200, { "x-debuginfod-size": 99999 }).end(debug())],
    ["one that is too large", `${debug().length} bytes, more than the 5000 of DEBUGINFOD_MAXSIZE`, { DEBUGINFOD_MAXSIZE: "5000" }, (_request, response) => response.end(debug())],
    ["too slow a start", "not the first 100 KB in 1 s", { DEBUGINFOD_TIMEOUT: "1" }, (_request, response) => void response.write(debug().subarray(0, 100))],
    ["no answer in time", "not the whole file in 1 s", { DEBUGINFOD_TIMEOUT: "0", DEBUGINFOD_MAXTIME: "1" }, () => undefined],
    ["a broken connection", "other side closed", {}, (request) => request.socket.destroy()],
  ];

  it.each(cases)("is %s: it's said, and nothing is kept", async (_what, said, environment, how) => {
    answer = how;
    const { target, ask } = machine(client(environment));
    ask();
    expect(await target.fetchDebugInfo(never)).toBe(true);
    expect(ask()).toMatchObject({ found: false, reason: `no debug information of build-id ${WANTED} is installed for /bin/split, and no server sends it (${address()}: ${said})` });
    expect(kept()).toEqual([]);
    // It isn't asked for again.
    expect(await target.fetchDebugInfo(never)).toBe(false);
    expect(requests.length).toBe(1);
  });

  it("is a server that isn't there", async () => {
    const gone = address();
    await new Promise((closed) => server.close(closed));
    server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const debuginfod = client({ DEBUGINFOD_URLS: gone });
    debuginfod.want(WANTED, "a program");
    await debuginfod.fetchWanted(never);
    expect(debuginfod.refusals(WANTED)).toEqual([expect.stringContaining("ECONNREFUSED")]);
  });
});

describe("a download", () => {
  it("that is interrupted leaves nothing", async () => {
    const interrupt = new AbortController();
    answer = (_request, response) => void response.write(fixture("split.debug").subarray(0, 100));
    const debuginfod = client({}, {
      hear() {
        expect(kept().length).toBe(2);
        interrupt.abort(new Error("interrupted"));
      },
    });
    debuginfod.want(WANTED, "a program");
    await expect(debuginfod.fetchWanted(interrupt.signal)).rejects.toThrow("interrupted");
    expect(kept()).toEqual([]);
  });

  it("that can't be kept is no server's fault", async () => {
    writeFileSync(join(folder, "file"), "");
    const cache = new DebuginfodCache(join(folder, "file"));
    const debuginfod = client({}, { cache });
    debuginfod.want(WANTED, "a program");
    await expect(debuginfod.fetchWanted(never)).rejects.toThrow(`keep debug information in ${join(folder, "file")}: ENOTDIR`);
  });

  it("leaves what else is in its folder", async () => {
    mkdirSync(join(folder, WANTED));
    writeFileSync(join(folder, WANTED, "executable"), "x");
    answer = notFound;
    const debuginfod = client();
    debuginfod.want(WANTED, "a program");
    await debuginfod.fetchWanted(never);
    expect(kept()).toEqual([WANTED, join(WANTED, "executable")]);
  });
});

describe("what was fetched", () => {
  it("isn't read when others may have written it, or when it stands for nothing", () => {
    const cache = new DebuginfodCache(folder);
    const path = join(folder, WANTED, "debuginfo");
    mkdirSync(join(folder, WANTED));
    writeFileSync(path, "x");
    expect(cache.find(WANTED)).toBe(path);
    chmodSync(path, 0o666);
    expect(cache.find(WANTED)).toBeUndefined();
    chmodSync(path, 0o644);
    writeFileSync(path, "");
    expect(cache.find(WANTED)).toBeUndefined();
    expect(cache.find(idOf("o0-dwarf4"))).toBeUndefined();
  });
});

describe("the environment", () => {
  const read = (environment: Readonly<Record<string, string>>) => debuginfodSettings((name) => environment[name]);

  it("says which servers, and what they may take", () => {
    expect(read({})).toEqual({ servers: [], startMs: 90_000, wholeMs: undefined, mostBytes: undefined });
    expect(read({ DEBUGINFOD_URLS: " https://one.example/ ima:ignore  http://two.example/path// ", DEBUGINFOD_TIMEOUT: "0", DEBUGINFOD_MAXTIME: "60", DEBUGINFOD_MAXSIZE: "1000" })).toEqual({
      servers: ["https://one.example", "http://two.example/path"],
      startMs: undefined,
      wholeMs: 60_000,
      mostBytes: 1000,
    });
  });

  it.each([
    [{ DEBUGINFOD_URLS: "file:///srv" }, 'DEBUGINFOD_URLS: "file:///srv" is no address of a server'],
    [{ DEBUGINFOD_URLS: "ima:enforcing https://one.example" }, "DEBUGINFOD_URLS asks for files to be checked by their signatures (ima:enforcing), which isn't done here"],
    [{ DEBUGINFOD_TIMEOUT: "soon" }, 'DEBUGINFOD_TIMEOUT is a number of seconds, not "soon"'],
  ])("that can't be followed is refused: %o", (environment, message) => {
    expect(() => read(environment as Record<string, string>)).toThrow(message);
  });

  it("says where fetched files are, as elfutils' clients have it", () => {
    const at = (environment: Readonly<Record<string, string>>) => debuginfodCacheFolder((name) => environment[name]);
    expect(at({ HOME: "/home/me" })).toBe("/home/me/.cache/debuginfod_client");
    expect(at({ HOME: "/home/me", XDG_CACHE_HOME: "/var/me" })).toBe("/var/me/debuginfod_client");
    expect(at({ HOME: "/home/me", XDG_CACHE_HOME: "/var/me", DEBUGINFOD_CACHE_PATH: "/mine" })).toBe("/mine");
  });
});
