import { readFileSync } from "node:fs";
import { Source } from "@tapset/language";
import { CommandError, EXIT } from "./exit-status.js";
import type { Settings } from "./settings.js";
import { systemErrorText } from "./system-error-text.js";

const STDIN = 0;

/** Scripts are UTF-8; the lexer makes bytes of their strings. */
function readScript(path: string | typeof STDIN, name: string): Source {
  try {
    return new Source(name, readFileSync(path, "utf8"));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CommandError(EXIT.script, `can't read the script ${name}: ${code === "EISDIR" ? "it is a folder" : systemErrorText(cause)}`, advice(name, code));
  }
}

function advice(name: string, code: string | undefined): readonly string[] {
  if (code === "EISDIR") return ["name a file in it, or take its files for a tapset with -I"];
  // A script where a file's name is due.
  return code === "ENOENT" && /\bprobe\s/.test(name) ? ["write -e before a script's text"] : [];
}

/** The scripts of a command line, the main one first. */
export function scriptSources(settings: Settings): readonly Source[] {
  const { script, extraScripts } = settings;
  const extra = extraScripts.map((text) => new Source("<-E>", text));
  if (script === undefined) return extra;
  const main =
    script.kind === "text"
      ? new Source("<input>", script.text)
      : script.kind === "stdin"
        ? readScript(STDIN, "<stdin>")
        : readScript(script.path, script.path);
  return [main, ...extra];
}
