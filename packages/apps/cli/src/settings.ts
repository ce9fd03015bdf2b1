/** What a listing mode lists. */
export type Listing =
  | { readonly kind: "points"; readonly pattern: string; readonly variables: boolean }
  | { readonly kind: "types" | "aliases" | "functions" };

/** What `--download-debuginfo` allows. */
export interface DownloadDebugInfo {
  /** Whether each file is asked about first. */
  readonly ask: boolean;
  /** How long a file may take; undefined: as long as the environment says. */
  readonly seconds: number | undefined;
}

/** Everything the command line says. */
export interface Settings {
  /** `-e`, a file, or `-` for standard input; undefined when a listing needs none. */
  script: { kind: "text"; text: string } | { kind: "file"; path: string } | { kind: "stdin" } | undefined;
  /** `-E` scripts, run beside the main one. */
  extraScripts: string[];
  /** The script's own arguments, `$1`/`@1`. */
  args: string[];
  command: string | undefined;
  pid: number | undefined;
  /** What module_name() gives. */
  name: string | undefined;
  /** The process whose namespaces ns_*() tell ids in. */
  namespacesOf: number | undefined;
  lastPass: 1 | 2 | 3 | 4 | 5;
  listing: Listing | undefined;
  /** The folder of the kernel to compile for; undefined: the running one. */
  target: string | undefined;
  /** undefined: nothing is downloaded. */
  downloadDebugInfo: DownloadDebugInfo | undefined;
  output: string | undefined;
  verbosity: number;
  guru: boolean;
  keep: boolean;
  warnings: "show" | "hide" | "fail";
  defines: Map<string, string>;
  includes: string[];
  globals: Map<string, string>;
  timeoutSeconds: number | undefined;
  timing: boolean;
  bufferMegabytes: number | undefined;
  quiet: boolean;
  suppressHandlerErrors: boolean;
  suppressTimeLimits: boolean;
  skipBadVariables: boolean;
  showUnreadGlobals: boolean;
  unoptimised: boolean;
  compatible: string | undefined;
  color: "auto" | "always" | "never";
  format: "text" | "ndjson";
  failOnLoss: boolean;
  help: boolean;
  version: boolean;
  /** One line for each option that is accepted and does nothing here. */
  notes: string[];
}

/** The settings of an empty command line. */
export function defaultSettings(): Settings {
  return {
    script: undefined,
    extraScripts: [],
    args: [],
    command: undefined,
    pid: undefined,
    name: undefined,
    namespacesOf: undefined,
    lastPass: 5,
    listing: undefined,
    target: undefined,
    downloadDebugInfo: undefined,
    output: undefined,
    verbosity: 0,
    guru: false,
    keep: false,
    warnings: "show",
    defines: new Map(),
    includes: [],
    globals: new Map(),
    timeoutSeconds: undefined,
    timing: false,
    bufferMegabytes: undefined,
    quiet: false,
    suppressHandlerErrors: false,
    suppressTimeLimits: false,
    skipBadVariables: false,
    showUnreadGlobals: true,
    unoptimised: false,
    compatible: undefined,
    color: "auto",
    format: "text",
    failOnLoss: false,
    help: false,
    version: false,
    notes: [],
  };
}
