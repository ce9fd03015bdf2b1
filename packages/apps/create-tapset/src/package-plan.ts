import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CreationError } from "./creation-error.js";
import { bareName, prefixOf, requirePackageName, requirePrefix } from "./package-name.js";

/** What a package can begin as: a folder of `templates` each. */
export const kinds = ["aliases", "family"] as const;
export type PackageKind = (typeof kinds)[number];

/** The package that is to be made. */
export interface PackagePlan {
  readonly name: string;
  readonly kind: PackageKind;
  /** Where, as an absolute path. */
  readonly folder: string;
  /** The first word of its probe points. */
  readonly prefix: string;
  /** SPDX identifier. */
  readonly license: string;
  /** Whether `npm install` is run in it. */
  readonly installs: boolean;
}

const options = {
  kind: { type: "string", default: "aliases" },
  dir: { type: "string" },
  prefix: { type: "string" },
  // Nobody's work is licensed but by themselves.
  license: { type: "string", default: "UNLICENSED" },
  install: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What `--help` prints, for a command called so. */
export function helpText(command: string): string {
  return [
    `usage: ${command} NAME [OPTIONS]      begin a tapset package, NAME as npm has it: page-cache, @acme/page-cache`,
    "",
    "  --kind aliases    probes and functions written in the script language (the default)",
    "  --kind family     probes that only code can attach, in TypeScript",
    "  --dir DIR         where to; a folder named after the package unless said",
    "  --prefix WORD     what its probe points begin with; NAME unless said",
    "  --license SPDX    its licence; UNLICENSED until you choose one",
    "  --install         run npm install in it",
    "",
  ].join("\n");
}

/**
 * What a command line asks for; undefined when it asks for help.
 * @throws CreationError
 */
export function packagePlan(argv: readonly string[]): PackagePlan | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const [name, ...more] = positionals;
  if (name === undefined) throw new CreationError("usage", "a name for the package is missing", ["write a name as npm has them: page-cache, @acme/page-cache"]);
  if (more.length > 0) throw new CreationError("usage", `one package at a time: ${more.join(" ")}`);
  requirePackageName(name);
  const { dir = bareName(name), prefix = prefixOf(name), license, install } = values;
  requirePrefix(prefix);
  return { name, kind: kindOf(values.kind), folder: resolve(dir), prefix, license, installs: install };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new CreationError("usage", (cause as Error).message, ["see --help for the options"], { cause });
  }
}

function kindOf(word: string): PackageKind {
  const kind = kinds.find((each) => each === word);
  if (kind === undefined) throw new CreationError("usage", `there is no kind '${word}'`, [`choose one: ${kinds.join(", ")}`]);
  return kind;
}
