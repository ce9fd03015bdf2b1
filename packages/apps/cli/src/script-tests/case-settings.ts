import { dirname, join } from "node:path";
import { parseCommandLine } from "../command-line.js";
import { CommandError } from "../exit-status.js";
import { defaultSettings, type Settings } from "../settings.js";
import { CaseError } from "./rehearsal/rehearsal.js";
import type { TestCase, TestFile } from "./test-file.js";

/** Options that say how a session is run on a machine; a case is run in one way. */
const foreign: readonly { readonly key: keyof Settings; readonly option: string }[] = [
  { key: "command", option: "-c" },
  { key: "output", option: "-o" },
  { key: "lastPass", option: "-p" },
  { key: "listing", option: "-l" },
  { key: "target", option: "--target" },
  { key: "timeoutSeconds", option: "-T" },
  { key: "keep", option: "-k" },
  { key: "format", option: "--format" },
  { key: "help", option: "--help" },
  { key: "version", option: "--version" },
];

/**
 * A case as the command line it would be.
 * @throws CaseError for options that aren't, or that a case can't have
 */
export function caseSettings({ path: file }: TestFile, { script, options, args, path }: TestCase): Settings {
  const folder = dirname(file);
  const settings = parse(options, path);
  const usual = defaultSettings();
  const stranger = foreign.find(({ key }) => settings[key] !== usual[key]);
  if (stranger !== undefined) throw new CaseError(`${stranger.option} has no meaning for a case`, [...path, "options"], ["leave it out"]);
  settings.script = "path" in script ? { kind: "file", path: join(folder, script.path) } : { kind: "text", text: script.text };
  settings.args = [...args];
  settings.includes = settings.includes.map((each) => join(folder, each));
  return settings;
}

function parse(options: readonly string[], path: TestCase["path"]): Settings {
  let settings;
  try {
    // With a script among the options, words that are none are its arguments.
    settings = parseCommandLine([...options, "-e", ""]);
  } catch (error) {
    throw error instanceof CommandError ? new CaseError(error.message, [...path, "options"], error.hints) : error;
  }
  const [word] = settings.args;
  if (word !== undefined) throw new CaseError(`'${word}' is no option`, [...path, "options"], ["give the script's arguments as args"]);
  return settings;
}
