import type { ExitStatus } from "./exit-status.js";
import type { ImportModule } from "./package-reader.js";

/** What `dist/script-tests/tapset-test.cjs` exports. */
interface TestBundle {
  readonly testScripts: (argv: readonly string[], importModule: ImportModule) => Promise<ExitStatus>;
}

/** `tapset test …`: a bundle of its own, since what interprets BPF and reads YAML would only delay all that runs scripts. */
export async function testVerb(argv: readonly string[], importModule: ImportModule): Promise<ExitStatus> {
  const bundle = (await importModule(new URL("script-tests/tapset-test.cjs", import.meta.url).href)) as TestBundle;
  return bundle.testScripts(argv, importModule);
}
