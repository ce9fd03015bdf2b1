import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, chmodSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DebugInfoAnswer, FileView } from "@tapset/core";
import { buildIdOf, bytesSource, ElfFile, FUNCTION_INDEX } from "@tapset/elf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DebugFiles } from "../src/debug-files.js";
import { IndexCache } from "../src/index-cache.js";
import { madeUpFiles } from "./made-up-machine.js";

const fixtures = new URL("../../elf/test/fixtures/built/", import.meta.url);
const fixture = (name: string): Uint8Array => readFileSync(new URL(name, fixtures));
const RELEASE = "6.1.0-21-amd64";
const debian = "PRETTY_NAME=\"Debian\"\nID=debian\n";

/** A note section with a build-id, as the kernel shows it. */
function notesWith(buildId: string): Uint8Array {
  const id = Buffer.from(buildId, "hex");
  const header = Buffer.alloc(12);
  for (const [index, word] of [4, id.length, 3].entries()) header.writeUInt32LE(word, 4 * index);
  return Buffer.concat([header, Buffer.from("GNU\0"), id]);
}

/** The build-id of a fixture. */
const buildIdOfFixture = (name: string): string => buildIdOf(ElfFile.open(bytesSource(fixture(name))))!;

/** A machine whose files are some of the fixtures. */
function machine(placed: Readonly<Record<string, string>>, options: { readonly links?: Readonly<Record<string, string>>; readonly files?: Parameters<typeof madeUpFiles>[0]; readonly searchPath?: string; readonly cache?: IndexCache } = {}) {
  const opened: string[] = [];
  const view: FileView = {
    open(path) {
      opened.push(path);
      return placed[path] === undefined ? undefined : bytesSource(fixture(placed[path]));
    },
    resolve: (path) => options.links?.[path] ?? (path in placed ? path : undefined),
    glob: () => [],
    which: () => undefined,
  };
  const files = madeUpFiles({ "/etc/os-release": debian, ...options.files });
  const environment = (name: string) => (name === "SYSTEMTAP_DEBUGINFO_PATH" ? options.searchPath : undefined);
  return { debug: new DebugFiles({ files, view, release: () => RELEASE, environment, ...(options.cache && { cache: options.cache }) }), opened };
}

const pathOf = (answer: DebugInfoAnswer): string | undefined => (answer.found ? answer.path : undefined);
const kernelNotes = { "/sys/kernel/notes": notesWith(buildIdOfFixture("o2-dwarf4")) };

describe("debug information of the kernel", () => {
  it.each([`/usr/lib/debug/boot/vmlinux-${RELEASE}`, `/usr/lib/debug/lib/modules/${RELEASE}/vmlinux`, `/lib/modules/${RELEASE}/build/vmlinux`, `/boot/vmlinux-${RELEASE}`])("is found at %s", (path) => {
    expect(pathOf(machine({ [path]: "o2-dwarf4" }, { files: kernelNotes }).debug.find({ kind: "kernel" }))).toBe(path);
  });

  it("is found by its build-id", () => {
    const id = buildIdOfFixture("o2-dwarf4");
    const path = `/usr/lib/debug/.build-id/${id.slice(0, 2)}/${id.slice(2)}.debug`;
    expect(pathOf(machine({ [path]: "o2-dwarf4" }, { files: kernelNotes }).debug.find({ kind: "kernel" }))).toBe(path);
  });

  it("isn't that of another build", () => {
    const path = `/usr/lib/debug/boot/vmlinux-${RELEASE}`;
    expect(machine({ [path]: "o0-dwarf4" }, { files: kernelNotes }).debug.find({ kind: "kernel" }).found).toBe(false);
  });

  it("where it's missing is asked for by file, build-id and package", () => {
    const id = buildIdOfFixture("o2-dwarf4");
    expect(machine({}, { files: kernelNotes }).debug.find({ kind: "kernel" })).toEqual({
      found: false,
      reason: `no debug information of build-id ${id} is installed for the kernel ${RELEASE}`,
      wayOut: [
        `install linux-image-${RELEASE}-dbg`,
        `put a file of build-id ${id} at /usr/lib/debug/boot/vmlinux-${RELEASE}`,
        "name its folder in SYSTEMTAP_DEBUGINFO_PATH",
        "add --download-debuginfo to fetch it from the servers that DEBUGINFOD_URLS names",
      ],
    });
  });

  it("is looked for where SYSTEMTAP_DEBUGINFO_PATH says, and nowhere else", () => {
    const usual = `/usr/lib/debug/boot/vmlinux-${RELEASE}`;
    const mine = `/mine/boot/vmlinux-${RELEASE}`;
    const both = { [usual]: "o2-dwarf4", [mine]: "o2-dwarf4" };
    expect(pathOf(machine(both, { files: kernelNotes, searchPath: "-:/mine" }).debug.find({ kind: "kernel" }))).toBe(mine);
    expect(machine({ [usual]: "o2-dwarf4" }, { files: kernelNotes, searchPath: "/mine" }).debug.find({ kind: "kernel" }).found).toBe(false);
  });
});

describe("debug information of a module", () => {
  const files = { [`/lib/modules/${RELEASE}/modules.dep`]: "kernel/fs/x/other.ko:\nkernel/net/nf-my_mod.ko.xz: kernel/lib/a.ko.xz\n" };

  it("is below /usr/lib/debug where the module's file is, whatever that's compressed with", () => {
    const path = `/usr/lib/debug/lib/modules/${RELEASE}/kernel/net/nf-my_mod.ko`;
    expect(pathOf(machine({ [path]: "o2-object.o" }, { files }).debug.find({ kind: "module", name: "nf_my_mod" }))).toBe(path);
  });

  it("where it's missing comes with the kernel's", () => {
    expect(machine({}, { files }).debug.find({ kind: "module", name: "nf_my_mod" })).toMatchObject({
      reason: "no debug information is installed for the module nf_my_mod",
      wayOut: [`install linux-image-${RELEASE}-dbg`, `put a file at /usr/lib/debug/lib/modules/${RELEASE}/kernel/net/nf-my_mod.ko`, expect.any(String)],
    });
  });
});

describe("debug information of a program", () => {
  it("is its own", () => {
    expect(pathOf(machine({ "/bin/program": "o0-dwarf5" }).debug.find({ kind: "file", path: "/bin/program" }))).toBe("/bin/program");
  });

  it.each(["/usr/bin/split.debug", "/usr/bin/.debug/split.debug", "/usr/lib/debug/usr/bin/split.debug"])("is in %s, which it names", (path) => {
    const { debug } = machine({ "/usr/bin/split": "split", [path]: "split.debug" }, { links: { "/bin/split": "/usr/bin/split" } });
    const answer = debug.find({ kind: "file", path: "/bin/split" });
    expect(pathOf(answer)).toBe(path);
    const body = answer.found ? answer.dwarf.functions("main")[0]!.bodies[0]! : undefined;
    // The table of frames is the program's own.
    expect(body?.expressionScope(body.entry!).frameAddress()).toEqual({ kind: "binary", operator: "add", left: { kind: "register", register: 7 }, right: { kind: "constant", value: 8n } });
  });

  it("is complete with what dwz has moved away", () => {
    const { debug } = machine({ "/bin/one": "shared-one", "/bin/shared.dwz": "shared.dwz" });
    const answer = debug.find({ kind: "file", path: "/bin/one" });
    expect(answer.found && answer.dwarf.functions("scale")[0]?.inlined().length).toBeGreaterThan(0);
  });

  it("where it's missing is asked for by the package that owns it", () => {
    expect(machine({ "/bin/split": "split" }).debug.find({ kind: "file", path: "/bin/split" })).toMatchObject({
      reason: `no debug information of build-id ${buildIdOfFixture("split")} is installed for /bin/split`,
      wayOut: ["install the -dbgsym package of what 'dpkg -S /bin/split' prints (from Debian's debug archive)", "name its folder in SYSTEMTAP_DEBUGINFO_PATH", "add --download-debuginfo to fetch it from the servers that DEBUGINFOD_URLS names"],
    });
  });

  it("isn't that of what is no program", () => {
    const { debug } = machine({ "/bin/script": "../../fixture.ts" });
    expect(debug.find({ kind: "file", path: "/bin/script" })).toEqual({ found: false, reason: "/bin/script: header: not an ELF file", wayOut: [] });
    expect(debug.find({ kind: "file", path: "/nonesuch" })).toEqual({ found: false, reason: "/nonesuch can't be read", wayOut: [] });
  });
});

describe("indexes of functions", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tapset-index-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const index = () => {
    const answer = machine({ "/bin/program": "o0-dwarf5" }).debug.find({ kind: "file", path: "/bin/program" });
    if (!answer.found) throw new Error(answer.reason);
    return answer.dwarf.functionIndex();
  };

  it("are kept for their caller alone, and read again", () => {
    const cache = new IndexCache(join(folder, "cache"));
    expect(cache.read(FUNCTION_INDEX, "abcd", index().infoSize)).toBeUndefined();
    cache.write(FUNCTION_INDEX, "abcd", index());
    const [name] = readdirSync(join(folder, "cache"));
    expect(readdirSync(join(folder, "cache"))).toEqual(["functions-abcd"]);
    expect(statSync(join(folder, "cache", name!)).mode & 0o777).toBe(0o600);
    expect(cache.read(FUNCTION_INDEX, "abcd", index().infoSize)?.find("main")).toEqual(index().find("main"));
  });

  it("are not read when others may have written them, when they are cut off, or of another file", () => {
    const cache = new IndexCache(folder);
    cache.write(FUNCTION_INDEX, "abcd", index());
    expect(cache.read(FUNCTION_INDEX, "abcd", index().infoSize + 1)).toBeUndefined();
    chmodSync(join(folder, "functions-abcd"), 0o666);
    expect(cache.read(FUNCTION_INDEX, "abcd", index().infoSize)).toBeUndefined();
    writeFileSync(join(folder, "functions-cut"), index().toBytes().subarray(0, 40), { mode: 0o600 });
    expect(cache.read(FUNCTION_INDEX, "cut", index().infoSize)).toBeUndefined();
  });

  it("are done without where they can't be kept", () => {
    writeFileSync(join(folder, "file"), "");
    const cache = new IndexCache(join(folder, "file"));
    expect(() => cache.write(FUNCTION_INDEX, "abcd", index())).not.toThrow();
    expect(cache.read(FUNCTION_INDEX, "abcd", index().infoSize)).toBeUndefined();
  });
});
