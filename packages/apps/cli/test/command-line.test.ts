import { describe, expect, it } from "vitest";
import { parseCommandLine } from "../src/command-line.js";
import { CommandError, EXIT } from "../src/exit-status.js";
import { defaultSettings } from "../src/settings.js";

/** What a command line says beyond the defaults. */
function said(...argv: readonly string[]): Record<string, unknown> {
  const defaults: Record<string, unknown> = { ...defaultSettings() };
  return Object.fromEntries(Object.entries(parseCommandLine(argv)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]) || value instanceof Map && value.size > 0));
}

function refused(...argv: readonly string[]): CommandError {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (error instanceof CommandError && error.status === EXIT.usage) return error;
    throw error;
  }
  throw new Error(`accepted: ${argv.join(" ")}`);
}

describe("the script", () => {
  it("is the first argument: a file, or - for standard input", () => {
    expect(said("a.stp")).toEqual({ script: { kind: "file", path: "a.stp" } });
    expect(said("-")).toEqual({ script: { kind: "stdin" } });
    expect(said()).toEqual({});
  });

  it("is what -e says, and then all arguments are the script's own", () => {
    expect(said("-e", "probe begin {}", "one", "two")).toEqual({ script: { kind: "text", text: "probe begin {}" }, args: ["one", "two"] });
    expect(said("-eprobe begin {}")).toEqual({ script: { kind: "text", text: "probe begin {}" } });
  });

  it("leaves the other arguments to itself", () => {
    expect(said("a.stp", "x", "-", "3")).toEqual({ script: { kind: "file", path: "a.stp" }, args: ["x", "-", "3"] });
  });

  it("has company by -E", () => {
    expect(said("-E", "probe end {}", "-E", "probe never {}", "a.stp")).toEqual({ extraScripts: ["probe end {}", "probe never {}"], script: { kind: "file", path: "a.stp" } });
  });

  it("isn't asked for by a listing", () => {
    expect(said("-l", "begin", "x")).toMatchObject({ listing: { kind: "points", pattern: "begin", variables: false }, args: ["x"] });
  });
});

describe("options", () => {
  it("stand anywhere, also behind the script and its arguments", () => {
    expect(said("a.stp", "x", "-v", "y", "-c", "ls -l")).toEqual({ script: { kind: "file", path: "a.stp" }, args: ["x", "y"], verbosity: 1, command: "ls -l" });
  });

  it("end at --", () => {
    expect(said("-v", "--", "a.stp", "-v", "--help")).toEqual({ verbosity: 1, script: { kind: "file", path: "a.stp" }, args: ["-v", "--help"] });
  });

  it("of one letter can stand together, the last with its argument", () => {
    expect(said("-vvgp2")).toEqual({ verbosity: 2, guru: true, lastPass: 2 });
    expect(said("-p", "4", "-x77")).toEqual({ lastPass: 4, pid: 77 });
  });

  it("take arguments that begin with a dash", () => {
    expect(said("-c", "-x", "-e", "-")).toEqual({ command: "-x", script: { kind: "text", text: "-" } });
  });

  it("of words take their arguments with = or behind", () => {
    expect(said("--format=ndjson")).toEqual({ format: "ndjson" });
    expect(said("--format", "ndjson")).toEqual({ format: "ndjson" });
    expect(said("--compatible=2.3")).toEqual({ compatible: "2.3" });
  });

  it("with an optional argument take it with = only", () => {
    expect(said("--color", "never")).toEqual({ color: "always", script: { kind: "file", path: "never" } });
    expect(said("--colour=never")).toEqual({ color: "never" });
  });

  it("that may be repeated add up", () => {
    const settings = parseCommandLine(["-I", "a", "-Ib", "-D", "MAXACTION=5", "-DSTP", "-G", "x=1=2", "-G", "y="]);
    expect(settings.includes).toEqual(["a", "b"]);
    expect([...settings.defines]).toEqual([["MAXACTION", "5"], ["STP", "1"]]);
    expect([...settings.globals]).toEqual([["x", "1=2"], ["y", ""]]);
  });
});

describe("usage errors", () => {
  it.each([
    [["--nosuch"], "unknown option --nosuch"],
    [["-Z"], "unknown option -Z"],
    [["-vZ"], "unknown option -Z"],
    [["--e", "x"], "unknown option --e"],
    [["--v"], "unknown option --v"],
    [["-c"], "-c takes an argument: -c CMD"],
    [["--format"], "--format takes an argument: --format FORMAT"],
    [["--bpf=1"], "--bpf takes no argument"],
  ])("%j: %s", (argv, message) => {
    expect(refused(...argv).message).toBe(message);
  });

  it("of unknown options say where they are listed", () => {
    expect(refused("--nosuch").hints).toEqual(["tapset --help lists them"]);
    expect(refused("-Z").hints).toEqual(["tapset --help lists them"]);
  });

  it("of mistyped options ask which was meant", () => {
    expect(refused("--formt").hints).toEqual(["did you mean '--format'?", "tapset --help lists them"]);
  });
});
