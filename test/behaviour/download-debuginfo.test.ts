import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { buildIdIn, buildIdOf, bytesSource, ElfFile, parseNotes } from "@tapset/elf";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTapset } from "./tapset-command.js";

/** The build that runs. */
const BUILD = buildIdIn(parseNotes(readFileSync("/sys/kernel/notes")))!;

/** Small debug information that says it's this kernel's. */
function debugFile(): Buffer {
  const bytes = readFileSync(new URL("../../packages/engine/elf/test/fixtures/built/o2-dwarf4", import.meta.url));
  const own = Buffer.from(buildIdOf(ElfFile.open(bytesSource(bytes)))!, "hex");
  Buffer.from(BUILD, "hex").copy(bytes, bytes.indexOf(own));
  return bytes;
}

/** A script that takes the kernel's debug information, and is wrong whatever that tells. */
const SCRIPT = 'probe begin { println(@var("nonesuch@main.c")) }';

const requests: string[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  requests.push(request.url ?? "");
  answer(response);
});
const folder = mkdtempSync(join(tmpdir(), "tapset-download-"));
const cache = join(folder, "cache");

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  requests.length = 0;
  answer = (response) => response.end(debugFile());
  rmSync(cache, { recursive: true, force: true });
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function start(option: readonly string[], urls = address()) {
  const environment = [`DEBUGINFOD_URLS=${urls}`, `DEBUGINFOD_CACHE_PATH=${cache}`, "SYSTEMTAP_DEBUGINFO_PATH=/nonesuch"];
  return startTapset([...option, "-p2", "-e", SCRIPT], { through: ["env", ...environment] });
}

const missing = `takes debug information: no debug information of build-id ${BUILD} is installed for the kernel`;

describe("--download-debuginfo", () => {
  it("has a file fetched that isn't installed, once", async () => {
    const told = `'nonesuch@main.c' is no variable that the debug information ${cache}/${BUILD}/debuginfo has an address for`;
    expect((await start(["--download-debuginfo"]).ended).stderr).toContain(told);
    expect(requests).toEqual([`/buildid/${BUILD}/debuginfo`]);
    expect((await start(["--download-debuginfo=yes"]).ended).stderr).toContain(told);
    expect((await start([]).ended).stderr).toContain(told);
    expect(requests.length).toBe(1);
  });

  it.each([[[]], [["--download-debuginfo=no"]]])("has nothing fetched when it's %j", async (option) => {
    const { stderr, status } = await start(option).ended;
    expect(stderr).toContain(missing);
    expect(stderr).toContain("hint: add --download-debuginfo to fetch it from the servers that DEBUGINFOD_URLS names");
    expect([status, requests, existsSync(cache)]).toEqual([1, [], false]);
  });

  it("says where it was asked in vain", async () => {
    answer = (response) => response.writeHead(404).end();
    const { stderr } = await start(["--download-debuginfo"], `${address()}/one ${address()}/two`).ended;
    expect(stderr).toContain(missing);
    expect(stderr).toContain(`, and no server sends it (${address()}/one: 404 Not Found; ${address()}/two: 404 Not Found)`);
    expect(stderr).not.toContain("--download-debuginfo");
    expect(readdirSync(cache)).toEqual([]);
  });

  it("gives up after its seconds", async () => {
    answer = (response) => void response.write("x");
    expect((await start(["--download-debuginfo=1"]).ended).stderr).toContain(`${address()}: not the whole file in 1 s`);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends at %s and leaves nothing", async (signal) => {
    answer = (response) => void response.write(debugFile().subarray(0, 1000));
    const { child, ended } = start(["--download-debuginfo"]);
    while (!existsSync(join(cache, BUILD)) || readdirSync(join(cache, BUILD)).length === 0) await delay(10);
    child.kill(signal);
    expect(await ended).toMatchObject({ signal, stdout: "", stderr: "" });
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each([
    [["--download-debuginfo"], "", "ERROR: --download-debuginfo: DEBUGINFOD_URLS isn't set\nhint: set DEBUGINFOD_URLS to "],
    [["--download-debuginfo=ask"], undefined, "ERROR: --download-debuginfo=ask: there is no terminal to ask at\nhint: leave =ask out"],
    [["--download-debuginfo=maybe"], undefined, 'ERROR: --download-debuginfo takes yes, no, ask or a number of seconds, not "maybe"'],
    [["--download-debuginfo=0"], undefined, 'ERROR: --download-debuginfo takes yes, no, ask or a number of seconds, not "0"'],
    [["--download-debuginfo", "--target", "/nonesuch"], undefined, "ERROR: --download-debuginfo is for the running kernel, not for the one in /nonesuch"],
  ])("is refused where it can't be followed: %j", async (option, urls, said) => {
    const { stderr, status } = await start(option, urls).ended;
    expect(stderr).toContain(said);
    expect([status, requests]).toEqual([2, []]);
  });

  it("is refused with servers that can't be asked", async () => {
    const { stderr, status } = await start(["--download-debuginfo"], "ftp://one.example").ended;
    expect(stderr).toContain('ERROR: DEBUGINFOD_URLS: "ftp://one.example" is no address of a server\nhint: write http://');
    expect([status, requests]).toEqual([1, []]);
  });
});
