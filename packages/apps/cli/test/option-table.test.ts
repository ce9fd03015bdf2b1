import { describe, expect, it } from "vitest";
import { parseCommandLine } from "../src/command-line.js";
import { CommandError, EXIT } from "../src/exit-status.js";
import { helpText } from "../src/help.js";
import { optionTable } from "../src/option-table.js";
import { defaultSettings, type Settings } from "../src/settings.js";

const without = "accepted;";

/** Every option of the stap(1) page, with an argument where it takes one. */
const stapOptions: readonly (readonly string[])[] = [
  ...["-h", "--help", "-V", "--version", "-v", "-k", "-g", "-P", "-u", "-w", "-W", "-b", "-i", "--interactive", "-t", "-F"],
  ...["--ldd", "--all-modules", "--skip-badvars", "--prologue-searching", "--suppress-handler-errors", "--check-version", "--clean-cache"],
  ...["--color", "--colour", "--disable-cache", "--poison-cache", "--privilege", "--unprivileged", "--use-server", "--use-server-on-error"],
  ...["--list-servers", "--trust-servers", "--sign-module", "--dump-probe-types", "--dump-probe-aliases", "--dump-functions"],
  ...["--remote-prefix", "--download-debuginfo", "--suppress-time-limits", "--dyninst", "--bpf", "--save-uprobes", "--monitor", "--example"],
  ...["--no-global-var-display", "--prologue-searching=always", "--privilege=stapusr", "--color=never", "--monitor=2"],
]
  .map((option): readonly string[] => [option])
  .concat([
    ["-p", "3"],
    ["--vp", "00010"],
    ["-s", "8"],
    ["-I", "dir"],
    ["-D", "MAXACTION=1"],
    ["-B", "CONFIG_DEBUG_INFO=y"],
    ["-a", "x86_64"],
    ["--modinfo", "author=me"],
    ["-G", "x=1"],
    ["-R", "dir"],
    ["-r", "6.1.0"],
    ["-m", "name"],
    ["-d", "ext4"],
    ["-o", "file"],
    ["-c", "ls"],
    ["-x", "1"],
    ["-e", "probe begin {}"],
    ["-E", "probe begin {}"],
    ["-l", "begin"],
    ["-L", "begin"],
    ["-S", "10,2"],
    ["-T", "5"],
    ["--compatible", "2.3"],
    ["--remote", "host"],
    ["--rlimit-as", "1"],
    ["--rlimit-cpu", "1"],
    ["--rlimit-nproc", "1"],
    ["--rlimit-stack", "1"],
    ["--rlimit-fsize", "1"],
    ["--sysroot", "dir"],
    ["--sysenv", "PATH=/"],
    ["--runtime", "kernel"],
    ["--target-namespaces", "1"],
  ]);

function usageError(...argv: readonly string[]): string {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (error instanceof CommandError && error.status === EXIT.usage) return error.message;
    throw error;
  }
  return "";
}

describe("the options of stap(1)", () => {
  it.each(stapOptions)("%s is known: it says something, or why it has no effect", (...argv) => {
    // Some ask for guru mode.
    const settings = parseCommandLine(["-g", ...argv]);
    expect(settings).not.toEqual(defaultSettings());
    for (const note of settings.notes) expect(note).toMatch(/^-\S+ has no effect: \S/);
  });

  it("that have no effect leave everything as it was but the note", () => {
    const { notes, ...rest } = parseCommandLine(["-r", "6.1.0", "--bpf"]);
    const { notes: none, ...defaults } = defaultSettings();
    expect(none).toEqual([]);
    expect(rest).toEqual(defaults);
    expect(notes).toEqual(["-r has no effect: the running kernel describes itself", "--bpf has no effect: it's the only runtime"]);
  });
});

describe("what options say", () => {
  const cases: readonly (readonly [readonly string[], Partial<Settings>])[] = [
    [["-c", "ls"], { command: "ls" }],
    [["-x", "42"], { pid: 42 }],
    [["-m", "mine"], { name: "mine" }],
    [["--target-namespaces", "42"], { namespacesOf: 42 }],
    [["-p1"], { lastPass: 1 }],
    [["-l", "a.*"], { listing: { kind: "points", pattern: "a.*", variables: false } }],
    [["-L", "a.*"], { listing: { kind: "points", pattern: "a.*", variables: true } }],
    [["--dump-probe-types"], { listing: { kind: "types" } }],
    [["--dump-probe-aliases"], { listing: { kind: "aliases" } }],
    [["--dump-functions"], { listing: { kind: "functions" } }],
    [["-o", "out"], { output: "out" }],
    [["--format", "ndjson"], { format: "ndjson" }],
    [["--fail-on-loss"], { failOnLoss: true }],
    [["-v", "--verbose"], { verbosity: 2 }],
    [["-q"], { quiet: true }],
    [["-w"], { warnings: "hide" }],
    [["-W"], { warnings: "fail" }],
    [["-g"], { guru: true }],
    [["-k"], { keep: true }],
    [["-t"], { timing: true }],
    [["-s", "16"], { bufferMegabytes: 16 }],
    [["-T", "3"], { timeoutSeconds: 3 }],
    [["--suppress-handler-errors"], { suppressHandlerErrors: true }],
    [["-g", "--suppress-time-limits"], { guru: true, suppressTimeLimits: true }],
    [["--skip-badvars"], { skipBadVariables: true }],
    [["--no-global-var-display"], { showUnreadGlobals: false }],
    [["-u"], { unoptimised: true }],
    [["--color"], { color: "always" }],
    [["-h"], { help: true }],
    [["--version"], { version: true }],
  ];

  it.each(cases)("%j", (argv, settings) => {
    expect(parseCommandLine(argv)).toEqual({ ...defaultSettings(), ...settings });
  });
});

describe("what arguments are refused", () => {
  it("numbers outside their range", () => {
    for (const value of ["0", "6", "x", "-1", "1.5", ""]) expect(usageError(`-p${value}`, ...(value === "" ? [""] : []))).toContain("-p takes a whole number from 1 to 5");
    for (const value of ["0", "4194305", "0x10", "1e3"]) expect(usageError("-x", value)).toBe(`-x takes a whole number from 1 to 4194304, not "${value}"`);
    expect(usageError("-s", "4096")).toBe('-s takes a whole number from 1 to 4095, not "4096"');
    expect(usageError("-T", "0")).toContain("-T takes a whole number");
  });

  it("assignments that are none", () => {
    for (const value of ["1x=3", "=3", "a-b=1", ""]) expect(usageError("-D", value)).toBe(`-D takes NAME=VALUE, not "${value}"`);
    for (const value of ["new", "4.x", ""]) expect(usageError("--compatible", value)).toBe(`--compatible takes a version of SystemTap, such as 4.2, not "${value}"`);
    expect(usageError("--compatible", "99.1")).toContain("can't be that of 99.1");
    expect(usageError("-G", "x")).toBe('-G takes NAME=VALUE, not "x"');
  });

  it("what takes guru mode without it", () => {
    expect(usageError("--suppress-time-limits")).toBe("--suppress-time-limits requires guru mode");
  });

  it("words that aren't among the choices", () => {
    expect(usageError("--format", "xml")).toBe('--format takes text or ndjson, not "xml"');
    expect(usageError("--color=blue")).toBe('--color takes auto or always or never, not "blue"');
  });
});

describe("the table", () => {
  it("has each name once", () => {
    const names = optionTable.flatMap(({ short, long }) => [short, long]).filter((name) => name !== undefined);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("is what --help prints, but for what has no effect", () => {
    const help = helpText();
    for (const { short, long, doc } of optionTable) {
      const name = long === undefined ? `-${short ?? ""}` : `--${long}`;
      expect([name, help.split("\n").some((line) => line.includes(name) && line.endsWith(doc))]).toEqual([name, !doc.startsWith(without)]);
    }
  });
});
