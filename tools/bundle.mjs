// Start-up is read time: the command is one file, and so is each tapset package (with what it uses of core inlined). They
// are CommonJS, which loads in half the time (see packages/apps/cli/bin/tapset.js). koffi stays outside: it carries a
// binary. Type checking is tsc's business; this only joins files.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writePackageIndex } from "./package-index.mjs";
import { prepareTemplates } from "./templates.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
/** Data is read twice as fast by JSON.parse as it is as an object literal. */
const parsedJson = {
  name: "parsed-json",
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: "js" };
    });
  },
};
const shared = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  conditions: ["tapset-source"],
  external: ["koffi"],
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [parsedJson],
  legalComments: "none",
  logLevel: "warning",
};

/** CommonJS packages inside a bundle that is an ES module ask for Node's own modules by `require`. */
const requireInEsm = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Where a bundle lies that is CommonJS by itself. */
const urlOfBundle = {
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

// Attach files use classes of sys, whose way to koffi is left out with all else that they don't use.
const logOverride = { "empty-import-meta": "silent" };

const tapsets = join(root, "packages/tapsets");
const jobs = readdirSync(tapsets).flatMap((name) => {
  const folder = join(tapsets, name);
  const code = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).exports["."];
  // Most are scripts alone.
  return code === undefined ? [] : [build({ ...shared, entryPoints: [join(folder, code["tapset-source"])], outfile: join(folder, "dist/bundle/tapset.cjs"), logOverride })];
});
await Promise.all([...jobs, bundleCommand(), bundleTests(), bundleDocumentation(), bundleCreation()]);
for (const app of ["cli", "create-tapset"]) prepareTemplates(join(root, "packages/apps", app, "dist/templates"));
writePackageIndex(root);
// A process of its own: what it runs prints, and leaves a status.
const { status } = spawnSync(process.execPath, [join(root, "tools/code-cache.mjs")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
if (status !== 0) throw new Error("tools/code-cache.mjs failed");

/** `npm create @tapset` downloads one file and the templates. */
function bundleCreation() {
  const folder = join(root, "packages/apps/create-tapset");
  return build({ ...shared, format: "esm", entryPoints: [join(folder, "src/main.ts")], outfile: join(folder, "dist/create.js"), banner: { js: requireInEsm } });
}

/** `tapset test` is loaded only when it's asked for, and brings the kernels that tests are compiled for. */
async function bundleTests() {
  const folder = join(root, "packages/apps/cli");
  cpSync(join(root, "packages/engine/target/frozen"), join(folder, "dist/frozen"), { recursive: true });
  await build({
    ...shared,
    entryPoints: [join(folder, "src/script-tests/test-scripts.ts")],
    outfile: join(folder, "dist/script-tests/tapset-test.cjs"),
    // vitest's part of the testkit isn't reached.
    external: [...shared.external, "vitest"],
    ...urlOfBundle,
  });
}

/** And so is `tapset doc`, with what writes Markdown, HTML and man pages. */
function bundleDocumentation() {
  const folder = join(root, "packages/apps/cli");
  return build({
    ...shared,
    entryPoints: [join(folder, "src/doc/print-documentation.ts")],
    outfile: join(folder, "dist/doc/tapset-doc.cjs"),
    ...urlOfBundle,
  });
}

/**
 * The command's bundle is a classic script, the body of a function: V8 can keep what it has compiled only of those. Its
 * first line is a hash, by which the compiled copy is known to be this bundle's.
 */
async function bundleCommand() {
  const outfile = join(root, "packages/apps/cli/dist/tapset.cjs");
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [join(root, "packages/apps/cli/src/main.ts")],
    outfile,
    write: false,
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: "(function (require, bundleUrl) { const module = { exports: {} };" },
    footer: { js: "return module.exports; })" },
  });
  const [{ text, hash }] = outputFiles;
  // The command reads it as latin1, at a quarter of the time. What esbuild leaves as it is are comments and regular expressions.
  const ascii = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  writeFileSync(outfile, `// ${hash}\n${ascii}`);
}
