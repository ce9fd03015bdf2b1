#!/usr/bin/env node
// Runs the bundle. Compiling its JavaScript would take a third of a short run, so what V8 made of it at build time lies
// beside it; another version of Node refuses that and compiles anew. This file is CommonJS, and our packages' bundles are,
// because loading Node's loader of ES modules takes as long again; it is loaded for packages that are written so.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { fileURLToPath, pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

const bundle = join(__dirname, "../dist/tapset.cjs");
const code = readFileSync(bundle, "latin1");

/** V8's part of the cache, if it was made of this very bundle: V8 itself compares no more than the length. */
function cacheOf(firstLine) {
  try {
    const cache = readFileSync(`${bundle}.cache`);
    return cache.latin1Slice(0, firstLine.length) === firstLine ? cache.subarray(firstLine.length) : undefined;
  } catch {
    return undefined;
  }
}

async function importModule(url) {
  return url.endsWith(".cjs") ? require(fileURLToPath(url)) : import(url);
}

const script = new Script(code, { filename: bundle, cachedData: cacheOf(code.slice(0, code.indexOf("\n"))) });
const { run } = script.runInThisContext()(require, pathToFileURL(bundle).href);
run(process.argv.slice(2), importModule);
