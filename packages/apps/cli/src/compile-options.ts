import type { CompileOptions } from "@tapset/compiler";
import type { SessionLimits } from "./limits.js";
import type { Settings } from "./settings.js";

/** How a command line has scripts compiled. */
export function compileOptions(settings: Settings, { limits }: SessionLimits): CompileOptions {
  return {
    limits,
    timing: settings.timing,
    suppressErrors: settings.suppressHandlerErrors,
    skipBadVariables: settings.skipBadVariables,
    showUnreadGlobals: settings.showUnreadGlobals,
    unoptimised: settings.unoptimised,
    guru: settings.guru,
  };
}
