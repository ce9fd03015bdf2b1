import { isBeyondKernel, type SemanticDiagnostic } from "@tapset/compiler";
import { formatDiagnostic, hasErrors, type Diagnostic } from "@tapset/language";
import { CommandError, EXIT } from "./exit-status.js";
import type { Settings } from "./settings.js";
import { printError } from "./standard-streams.js";

/** Escape sequences around the head of a message, by severity. */
const colors = { error: "\u001b[1;31m", warning: "\u001b[33m", none: "\u001b[0m" } as const;

/** Ends the command after diagnostics were shown; there is nothing left to say. */
export class ScriptRefused extends CommandError {
  constructor(isUnsupported: boolean) {
    super(isUnsupported ? EXIT.unsupported : EXIT.script, "");
  }
}

function useColor(settings: Settings): boolean {
  return settings.color === "always" || (settings.color === "auto" && process.stderr.isTTY);
}

/**
 * Shows what a pass had to say, and ends the command if there was an error.
 *
 * @throws ScriptRefused with status 3 when the kernel, not the script, is at fault
 */
export function report(diagnostics: readonly (Diagnostic | SemanticDiagnostic)[], settings: Settings): void {
  if (diagnostics.length === 0) return;
  const colored = useColor(settings);
  for (const each of diagnostics) {
    if (each.severity === "warning" && settings.warnings === "hide") continue;
    const text = formatDiagnostic(each);
    printError(`${colored ? text.replace(/^[^:]*:/, (head) => colors[each.severity] + head + colors.none) : text}\n`);
  }
  if (hasErrors(diagnostics)) throw new ScriptRefused(isBeyondKernel(diagnostics));
  if (settings.warnings === "fail" && diagnostics.length > 0) throw new ScriptRefused(false);
}
