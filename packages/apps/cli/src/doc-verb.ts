import type { ExitStatus } from "./exit-status.js";
import type { ImportModule } from "./package-reader.js";

/** What `dist/doc/tapset-doc.cjs` exports. */
interface DocBundle {
  readonly printDocumentation: (argv: readonly string[], importModule: ImportModule) => Promise<ExitStatus>;
}

/** `tapset doc …`: a bundle of its own, since what writes manuals would only delay all that runs scripts. */
export async function docVerb(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const bundle = (await importModule(new URL("doc/tapset-doc.cjs", import.meta.url).href)) as DocBundle;
  return bundle.printDocumentation(argv, importModule);
}
