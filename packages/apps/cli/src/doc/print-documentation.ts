import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { closest, didYouMean, registry } from "@tapset/core";
import { discoverTapsets } from "../discover.js";
import { CommandError, EXIT, type ExitStatus } from "../exit-status.js";
import type { ImportModule } from "../package-reader.js";
import { reportError } from "../report-error.js";
import { printOut } from "../standard-streams.js";
import { systemErrorText } from "../system-error-text.js";
import { verbHint } from "../verb-table.js";
import { entriesOf } from "./entries.js";
import { pageName, shortName, type Entry } from "./entry.js";
import type { DocumentFormat } from "./formats/format.js";
import { html } from "./formats/html.js";
import { man } from "./formats/man.js";
import { markdown } from "./formats/markdown.js";

const formats: Readonly<Record<string, DocumentFormat>> = { markdown, html, man };

/**
 * `tapset doc [NAME…] [--format=FORM] [--output=DIR]`: the reference of the installed tapsets, made from their manifests. With NAMEs of
 * probes, functions, forms or tapsets those pages alone; on stdout, or as files in DIR. Mistakes are said as the command says them.
 *
 * @returns 0, or 2 for a wrong command line
 */
export async function printDocumentation(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  try {
    const { names, format, output } = parseDocArguments(argv);
    const manifests = registry().use(discoverTapsets(process.cwd(), importModule)).tapsets.map(({ manifest }) => manifest);
    const entries = wantedEntries(entriesOf(manifests), names);
    if (output !== undefined) writeManual(output, format, entries);
    else if (names.length > 0) printOut(entries.map((entry) => format.page(entry)).join("\n"));
    else printOut(format.manual(entries).map(({ text }) => text).join("\n"));
    return await Promise.resolve(EXIT.ok);
  } catch (error) {
    return reportError(error, argv);
  }
}

function writeManual(folder: string, format: DocumentFormat, entries: readonly Entry[]): void {
  const files = format.manual(entries);
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  } catch (cause) {
    throw new CommandError(EXIT.script, `doc: ${systemErrorText(cause)}`, ["name a folder that can be written"]);
  }
  printOut(`wrote ${files.length} ${files.length === 1 ? "file" : "files"} to ${folder}\n`);
}

/** The entries of some names; a tapset's stands for all of its own. */
function wantedEntries(entries: readonly Entry[], names: readonly string[]): readonly Entry[] {
  if (names.length === 0) return entries;
  return names.flatMap((name) => {
    const found = entries.filter((entry) => [entry.name, pageName(entry), entry.kind === "tapset" ? shortName(entry.name) : ""].includes(name));
    if (found.length > 0) return found;
    throw new CommandError(EXIT.usage, `doc: no installed tapset has '${name}'`, [...didYouMean(closest(name, entries.map((entry) => entry.name))), "list what there is with: tapset doc"]);
  });
}

function parseDocArguments(argv: readonly string[]): { readonly names: readonly string[]; readonly format: DocumentFormat; readonly output: string | undefined } {
  try {
    const options = { format: { type: "string", default: "markdown" }, output: { type: "string", short: "o" } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const format = formats[values.format];
    if (format === undefined) throw new Error(`--format takes one of ${Object.keys(formats).join(", ")}, not "${values.format}"`);
    return { names: positionals, format, output: values.output };
  } catch (cause) {
    throw new CommandError(EXIT.usage, `doc: ${(cause as Error).message}`, [verbHint("doc")]);
  }
}
