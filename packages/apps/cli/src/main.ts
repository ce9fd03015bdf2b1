import { bundledVerb, type Verb } from "./bundled-verb.js";
import { check } from "./check/check.js";
import { parseCommandLine } from "./command-line.js";
import { diff } from "./diff.js";
import { doctor } from "./doctor/doctor.js";
import { CommandError, EXIT, type ExitStatus } from "./exit-status.js";
import { freeze } from "./freeze.js";
import { helpText } from "./help.js";
import { newTapset } from "./new-tapset.js";
import { pack } from "./pack.js";
import type { ImportModule } from "./package-reader.js";
import { reportError } from "./report-error.js";
import { runScript } from "./run-script.js";
import { printOut } from "./standard-streams.js";
import { type VerbName, verbHelpText } from "./verb-table.js";
import { VERSION } from "./version.js";

/** Verbs besides running a script. All of the command is one file: imports on demand would only delay what is needed. */
const verbs: Readonly<Record<VerbName, Verb>> = {
  freeze,
  doctor,
  new: newTapset,
  diff,
  check,
  pack,
  doc: bundledVerb("doc/tapset-doc.cjs", "printDocumentation"),
  test: bundledVerb("script-tests/tapset-test.cjs", "testScripts"),
};

async function main(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (isVerb(name)) return asksForHelp(rest) ? printHelp(name, rest, importModule) : verbs[name](rest, importModule);
  const settings = parseCommandLine(argv);
  if (settings.version) {
    printOut(`tapset ${VERSION}\n`);
    return EXIT.ok;
  }
  if (settings.help) {
    printOut(helpText());
    return EXIT.ok;
  }
  if (settings.script === undefined && settings.listing === undefined && settings.extraScripts.length === 0) {
    throw new CommandError(EXIT.usage, "a script is missing: a file, - or -e SCRIPT", ["tapset --help lists the options"]);
  }
  return runScript(settings, importModule);
}

function isVerb(word: string | undefined): word is VerbName {
  return word !== undefined && Object.hasOwn(verbs, word);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

function printHelp(name: VerbName, argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> | ExitStatus {
  const text = verbHelpText(name);
  if (text === undefined) return verbs[name](argv, importModule);
  printOut(text);
  return EXIT.ok;
}

/**
 * The command: does what a command line says, reports errors on stderr and leaves the status in `process.exitCode`.
 * Packages' code comes through `importModule`: V8 refuses `import()` to code from its cache.
 */
export async function run(argv: readonly string[], importModule: ImportModule): Promise<void> {
  try {
    process.exitCode = await main(argv, importModule);
  } catch (error) {
    process.exitCode = reportError(error, argv);
  }
}
