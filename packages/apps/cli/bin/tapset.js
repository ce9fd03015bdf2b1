#!/usr/bin/env node
// Runs the bundle. Compiling its JavaScript would take a third of a short run, so what V8 made of it at build time lies
// beside it. Another version of Node refuses that and compiles anew.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const bundle = new URL("../dist/tapset.cjs", import.meta.url);
const path = fileURLToPath(bundle);
const code = readFileSync(path, "latin1");

/** V8's part of the cache, if it was made of this very bundle: V8 itself compares no more than the length. */
function cacheOf(firstLine) {
  try {
    const cache = readFileSync(`${path}.cache`);
    return cache.latin1Slice(0, firstLine.length) === firstLine ? cache.subarray(firstLine.length) : undefined;
  } catch {
    return undefined;
  }
}

const script = new Script(code, { filename: path, cachedData: cacheOf(code.slice(0, code.indexOf("\n"))) });
const { run } = script.runInThisContext()(createRequire(bundle), bundle.href);
await run(process.argv.slice(2), (url) => import(url));
