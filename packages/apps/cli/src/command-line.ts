import { parseArgs } from "node:util";
import { closest, didYouMean } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";
import { optionTable, type OptionRow } from "./option-table.js";
import { defaultSettings, type Settings } from "./settings.js";

const byName = new Map<string, OptionRow>();
for (const row of optionTable) {
  if (row.short !== undefined) byName.set(row.short, row);
  if (row.long !== undefined) byName.set(row.long, row);
}

/** parseArgs knows long names; options that have only a short one get it as their long one too. */
const parseOptions = Object.fromEntries(
  optionTable.map((row) => [
    row.long ?? row.short ?? "",
    {
      type: row.argument !== undefined && row.optional !== true ? ("string" as const) : ("boolean" as const),
      multiple: true,
      ...(row.short !== undefined && { short: row.short }),
    },
  ]),
);

/**
 * Reads a command line as stap(1) does: options anywhere, then a script file (unless -e, -l and the like), then the
 * script's arguments.
 *
 * @throws CommandError with status 2
 */
export function parseCommandLine(argv: readonly string[]): Settings {
  const settings = defaultSettings();
  const positionals: string[] = [];
  const { tokens } = parseArgs({ args: [...argv], options: parseOptions, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") applyOption(settings, token.rawName, token.name, token.value);
  }
  if (settings.script === undefined && settings.listing === undefined) {
    const file = positionals.shift();
    if (file !== undefined) settings.script = file === "-" ? { kind: "stdin" } : { kind: "file", path: file };
  }
  settings.args = positionals;
  if (settings.suppressTimeLimits && !settings.guru) throw new CommandError(EXIT.usage, "--suppress-time-limits requires guru mode", ["add -g"]);
  return settings;
}

/** Long options that may have been meant; one letter can mean anything. */
function nearby(rawName: string): readonly string[] {
  if (!rawName.startsWith("--")) return [];
  return didYouMean(closest(rawName.slice(2), optionTable.flatMap(({ long }) => long ?? [])).map((long) => `--${long}`));
}

function applyOption(settings: Settings, rawName: string, name: string, value: string | undefined): void {
  const row = byName.get(name);
  // A short name doesn't make a long option: --e is unknown.
  if (!row || (rawName.startsWith("--") && row.long !== name)) {
    throw new CommandError(EXIT.usage, `unknown option ${rawName}`, [...nearby(rawName), "tapset --help lists them"]);
  }
  if (row.argument === undefined && value !== undefined) throw new CommandError(EXIT.usage, `${rawName} takes no argument`);
  if (row.argument !== undefined && row.optional !== true && value === undefined) {
    throw new CommandError(EXIT.usage, `${rawName} takes an argument: ${rawName} ${row.argument}`);
  }
  row.apply(settings, value ?? "");
}
