import { compareVersions } from "@tapset/language";
import { CommandError, EXIT } from "./exit-status.js";
import { LANGUAGE_VERSION } from "./parse-scripts.js";
import type { DownloadDebugInfo, Settings } from "./settings.js";

/** One option: how it's written, what it means, what it does. From the rows come parsing and `--help`. */
export interface OptionRow {
  readonly short?: string;
  readonly long?: string;
  /** Name of its argument. Absent: it takes none. */
  readonly argument?: string;
  /** `--color[=WHEN]`: the argument may be left out. */
  readonly optional?: boolean;
  readonly doc: string;
  apply(settings: Settings, value: string): void;
}

function usage(message: string, ...hints: readonly string[]): CommandError {
  return new CommandError(EXIT.usage, message, hints);
}

function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw usage(`${option} takes a whole number from ${least} to ${most}, not "${value}"`);
  }
  return number;
}

/** `otherwise`: the value of a bare NAME; without it the value must be written. */
function assignment(option: string, text: string, otherwise?: string): [name: string, value: string] {
  const match = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(text);
  const value = match?.[2] ?? otherwise;
  if (match?.[1] === undefined || value === undefined) throw usage(`${option} takes NAME=VALUE, not "${text}"`);
  return [match[1], value];
}

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (choice === undefined) throw usage(`${option} takes ${choices.join(" or ")}, not "${value}"`);
  return choice;
}

/** A version of SystemTap that this language is compatible with: none that is yet to come. */
function languageVersion(value: string): string {
  if (!/^\d+(\.\d+)*$/.test(value)) throw usage(`--compatible takes a version of SystemTap, such as 4.2, not "${value}"`);
  if (compareVersions(value, LANGUAGE_VERSION) > 0) throw usage(`--compatible: the language is that of SystemTap ${LANGUAGE_VERSION}, and can't be that of ${value}`);
  return value;
}

function downloadDebugInfo(value: string): DownloadDebugInfo | undefined {
  if (value === "no") return undefined;
  if (["", "yes", "ask"].includes(value)) return { ask: value === "ask", seconds: undefined };
  if (!/^\d+$/.test(value) || Number(value) === 0) throw usage(`--download-debuginfo takes yes, no, ask or a number of seconds, not "${value}"`);
  return { ask: false, seconds: wholeNumber("--download-debuginfo", value, 1, MAX_SECONDS) };
}

/** Options of stap(1) with nothing to do here, and why. */
function ignored(names: { readonly short?: string; readonly long?: string; readonly argument?: string; readonly optional?: boolean }, why: string): OptionRow {
  const name = names.short ? `-${names.short}` : `--${names.long ?? ""}`;
  return { ...names, doc: `accepted; ${why}`, apply: (settings) => void settings.notes.push(`${name} has no effect: ${why}`) };
}

const noModule = "no kernel module is built";
const noServer = "compiling needs no headers and no privilege, so there is no compile server";

/** What a timer of Node's can wait for. */
const MAX_SECONDS = 2_147_483;

/** The kernel's PID_MAX_LIMIT. */
const MAX_PID = 4_194_304;

/** Every option, in the order of the help text. */
export const optionTable: readonly OptionRow[] = [
  { short: "e", argument: "SCRIPT", doc: "run this script", apply: (settings, text) => void (settings.script = { kind: "text", text }) },
  { short: "E", argument: "SCRIPT", doc: "run this script too", apply: (settings, text) => void settings.extraScripts.push(text) },
  { short: "c", argument: "CMD", doc: "start CMD when all is attached, set target() to it, end with it", apply: (settings, value) => void (settings.command = value) },
  { short: "x", argument: "PID", doc: "set target() to PID", apply: (settings, value) => void (settings.pid = wholeNumber("-x", value, 1, MAX_PID)) },
  {
    long: "target-namespaces",
    argument: "PID",
    doc: "let ns_*() tell ids as they are in the namespaces of PID",
    apply: (settings, value) => void (settings.namespacesOf = wholeNumber("--target-namespaces", value, 1, MAX_PID)),
  },
  { short: "m", argument: "NAME", doc: "let module_name() give NAME", apply: (settings, value) => void (settings.name = value) },
  {
    short: "p",
    argument: "NUM",
    doc: "stop after pass 1 parse, 2 elaborate, 3 translate, 4 load and verify, 5 run",
    apply: (settings, value) => void (settings.lastPass = wholeNumber("-p", value, 1, 5) as Settings["lastPass"]),
  },
  { long: "target", argument: "DIR", doc: "compile or list for the kernel that tapset freeze has described in DIR", apply: (settings, value) => void (settings.target = value) },
  {
    long: "download-debuginfo",
    argument: "WHEN",
    optional: true,
    doc: "fetch debug information that isn't installed from the servers that DEBUGINFOD_URLS names: yes, no, ask, or within that many seconds",
    apply: (settings, value) => void (settings.downloadDebugInfo = downloadDebugInfo(value)),
  },
  { short: "l", argument: "POINT", doc: "list the probe points that match", apply: (settings, pattern) => void (settings.listing = { kind: "points", pattern, variables: false }) },
  { short: "L", argument: "POINT", doc: "list them with their variables", apply: (settings, pattern) => void (settings.listing = { kind: "points", pattern, variables: true }) },
  { long: "dump-probe-types", doc: "list every form of probe point", apply: (settings) => void (settings.listing = { kind: "types" }) },
  { long: "dump-probe-aliases", doc: "list every alias", apply: (settings) => void (settings.listing = { kind: "aliases" }) },
  { long: "dump-functions", doc: "list every function", apply: (settings) => void (settings.listing = { kind: "functions" }) },
  { short: "o", argument: "FILE", doc: "write the trace to FILE", apply: (settings, value) => void (settings.output = value) },
  { long: "format", argument: "FORMAT", doc: "text, or ndjson: one JSON record a line", apply: (settings, value) => void (settings.format = oneOf("--format", value, ["text", "ndjson"])) },
  { long: "fail-on-loss", doc: "exit with 4 when anything was lost", apply: (settings) => void (settings.failOnLoss = true) },
  { short: "v", long: "verbose", doc: "say more about each pass; repeat for more", apply: (settings) => void (settings.verbosity += 1) },
  { short: "q", doc: "say less", apply: (settings) => void (settings.quiet = true) },
  { short: "w", doc: "show no warnings", apply: (settings) => void (settings.warnings = "hide") },
  { short: "W", doc: "treat warnings as errors", apply: (settings) => void (settings.warnings = "fail") },
  { short: "g", doc: "guru mode", apply: (settings) => void (settings.guru = true) },
  { short: "k", doc: "keep what the compiler made, in a temporary folder", apply: (settings) => void (settings.keep = true) },
  { short: "t", doc: "say how often each probe ran and how long it took", apply: (settings) => void (settings.timing = true) },
  { short: "s", argument: "MB", doc: "size of the buffer between kernel and session", apply: (settings, value) => void (settings.bufferMegabytes = wholeNumber("-s", value, 1, 4095)) },
  { short: "T", argument: "SECONDS", doc: "end after SECONDS", apply: (settings, value) => void (settings.timeoutSeconds = wholeNumber("-T", value, 1, MAX_SECONDS)) },
  { short: "I", argument: "DIR", doc: "also read the .stp files in DIR", apply: (settings, value) => void settings.includes.push(value) },
  { short: "D", argument: "NAME=VALUE", doc: "set a limit: MAXSTRINGLEN, MAXMAPENTRIES, MAXACTION, MAXERRORS, …", apply: (settings, value) => void settings.defines.set(...assignment("-D", value, "1")) },
  { short: "G", argument: "NAME=VALUE", doc: "set a global variable's first value", apply: (settings, value) => void settings.globals.set(...assignment("-G", value)) },
  { long: "suppress-handler-errors", doc: "errors in handlers end the handler only", apply: (settings) => void (settings.suppressHandlerErrors = true) },
  {
    long: "suppress-time-limits",
    doc: "let handlers take what they need: no overload protection, as many actions as the kernel can bound (with -g)",
    apply: (settings) => void (settings.suppressTimeLimits = true),
  },
  { long: "skip-badvars", doc: "take 0 for context variables that can't be resolved or read", apply: (settings) => void (settings.skipBadVariables = true) },
  { long: "no-global-var-display", doc: "don't print globals that nothing reads at the end", apply: (settings) => void (settings.showUnreadGlobals = false) },
  { short: "u", doc: "unoptimised: leave nothing out, check also what nothing uses", apply: (settings) => void (settings.unoptimised = true) },
  { long: "compatible", argument: "VERSION", doc: "act as this version of SystemTap's language", apply: (settings, value) => void (settings.compatible = languageVersion(value)) },
  {
    long: "color",
    argument: "WHEN",
    optional: true,
    doc: "always, never, or auto: colour messages",
    apply: (settings, value) => void (settings.color = value === "" ? "always" : oneOf("--color", value, ["auto", "always", "never"])),
  },
  {
    long: "colour",
    argument: "WHEN",
    optional: true,
    doc: "the same",
    apply: (settings, value) => void (settings.color = value === "" ? "always" : oneOf("--colour", value, ["auto", "always", "never"])),
  },
  { short: "h", long: "help", doc: "show this", apply: (settings) => void (settings.help = true) },
  { short: "V", long: "version", doc: "show the version", apply: (settings) => void (settings.version = true) },
  ignored({ short: "r", argument: "RELEASE" }, "the running kernel describes itself"),
  ignored({ short: "b" }, "there is one buffer, in order"),
  ignored({ short: "d", argument: "MODULE" }, "symbols are read from the kernel when they're needed"),
  ignored({ short: "a", argument: "ARCH" }, "the running machine's architecture is used"),
  ignored({ short: "B", argument: "NAME=VALUE" }, noModule),
  ignored({ short: "R", argument: "DIR" }, noModule),
  ignored({ short: "P" }, "there is no prologue to search"),
  ignored({ short: "i", long: "interactive" }, "scripts come from files, -e or standard input"),
  ignored({ short: "F" }, "the session stays in the foreground"),
  ignored({ short: "S", argument: "SIZE" }, "the trace goes to one file"),
  ignored({ long: "vp", argument: "ABCDE" }, "use -v"),
  ignored({ long: "ldd" }, "symbols are read when they're needed"),
  ignored({ long: "all-modules" }, "symbols are read when they're needed"),
  ignored({ long: "modinfo", argument: "NAME=VALUE" }, noModule),
  ignored({ long: "runtime", argument: "MODE" }, "there is one runtime, bpf"),
  ignored({ long: "bpf" }, "it's the only runtime"),
  ignored({ long: "dyninst" }, "there is one runtime, bpf"),
  ignored({ long: "remote", argument: "URL" }, "this machine is traced"),
  ignored({ long: "remote-prefix" }, "this machine is traced"),
  ignored({ long: "monitor", argument: "INTERVAL", optional: true }, "there is no status window"),
  ignored({ long: "example" }, "give the script's path"),
  ignored({ long: "sign-module" }, noModule),
  ignored({ long: "save-uprobes" }, noModule),
  ignored({ long: "prologue-searching", argument: "WHEN", optional: true }, "there is no prologue to search"),
  ignored({ long: "privilege", argument: "LEVEL", optional: true }, "the kernel decides what a user may load"),
  ignored({ long: "unprivileged" }, "the kernel decides what a user may load"),
  ignored({ long: "rlimit-as", argument: "NUM" }, noModule),
  ignored({ long: "rlimit-cpu", argument: "NUM" }, noModule),
  ignored({ long: "rlimit-nproc", argument: "NUM" }, noModule),
  ignored({ long: "rlimit-stack", argument: "NUM" }, noModule),
  ignored({ long: "rlimit-fsize", argument: "NUM" }, noModule),
  ignored({ long: "clean-cache" }, "nothing is cached"),
  ignored({ long: "disable-cache" }, "nothing is cached"),
  ignored({ long: "poison-cache" }, "nothing is cached"),
  ignored({ long: "check-version" }, "one version of the language is known"),
  ignored({ long: "sysroot", argument: "DIR" }, "the running system is used"),
  ignored({ long: "sysenv", argument: "NAME=VALUE" }, "the running system is used"),
  ignored({ long: "tmpdir", argument: "DIR" }, "nothing is built on disk"),
  ignored({ long: "use-server", argument: "SERVER", optional: true }, noServer),
  ignored({ long: "use-server-on-error", argument: "YES", optional: true }, noServer),
  ignored({ long: "list-servers", argument: "SERVERS", optional: true }, noServer),
  ignored({ long: "trust-servers", argument: "SPEC", optional: true }, noServer),
];
