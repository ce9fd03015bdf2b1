import type { ExitStatus } from "./exit-status.js";
import type { ImportModule } from "./package-reader.js";

/** What the command does for a word on the command line. */
export type Verb = (argv: readonly string[], importModule: ImportModule) => Promise<ExitStatus>;

/** A verb in a bundle of its own, below `dist`: what it brings along would only delay all that runs scripts. */
export function bundledVerb(file: string, name: string): Verb {
  return async (argv, importModule) => {
    const bundle = (await importModule(new URL(file, import.meta.url).href)) as Readonly<Record<string, Verb | undefined>>;
    const verb = bundle[name];
    if (verb === undefined) throw new Error(`bug: ${file} has no ${name}`);
    return verb(argv, importModule);
  };
}
