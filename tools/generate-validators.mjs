// Writes the validators of schemas/ as code, so that ajv itself is never loaded when the tool runs. Run after a schema
// changes; `--check` only compares. A new validator is one line in the table.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const check = process.argv.includes("--check");

/** What is generated: from which schema, the function's name, into which file. */
const validators = [
  {
    schema: "schemas/tapset-manifest.schema.json",
    name: "manifestProblems",
    output: "packages/engine/core/src/generated/manifest-problems.ts",
  },
  {
    schema: "schemas/output-record.schema.json",
    name: "outputRecordProblems",
    output: "packages/engine/core/src/generated/output-record-problems.ts",
  },
  {
    schema: "schemas/doctor-report.schema.json",
    name: "doctorReportProblems",
    output: "packages/engine/core/src/generated/doctor-report-problems.ts",
  },
  {
    schema: "schemas/script-test.schema.json",
    name: "scriptTestProblems",
    output: "packages/engine/core/src/generated/script-test-problems.ts",
  },
];

function generate({ schema, name }) {
  const ajv = new Ajv2020.default({ code: { source: true, esm: true, lines: true }, allErrors: false, strict: true, allowUnionTypes: true });
  const code = standaloneCode.default(ajv, ajv.compile(JSON.parse(readFileSync(join(root, schema), "utf8"))));
  // A `require` is a part of ajv that would have to be there at run time: change the schema so that none is needed.
  const needed = /require\("([^"]+)"\)/.exec(code);
  if (needed) throw new Error(`${schema}: the validator needs ${needed[1]} at run time`);
  const [, entry] = /export const validate = (\w+);/.exec(code) ?? [];
  if (entry === undefined) throw new Error(`${schema}: ajv's code has a new shape`);
  const body = code.replace(/^"use strict";\s*/, "").replace(/export const validate = \w+;\s*export default \w+;\s*/, "");
  return [
    `// Generated from ${schema} by tools/generate-validators.mjs.`,
    "// @ts-nocheck",
    'import type { SchemaProblem } from "../schema-problem.js";',
    "",
    `/** Where a value breaks ${schema}; empty when it doesn't. */`,
    `export function ${name}(value: unknown): readonly SchemaProblem[] {`,
    `  return ${entry}(value) ? [] : ${entry}.errors;`,
    "}",
    "",
    body,
  ].join("\n");
}

let stale = 0;
for (const validator of validators) {
  const path = join(root, validator.output);
  const text = generate(validator);
  let current;
  try {
    current = readFileSync(path, "utf8");
  } catch {
    current = undefined;
  }
  if (current === text) continue;
  stale += 1;
  if (check) console.error(`stale: ${relative(root, path)}`);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
if (check && stale > 0) {
  console.error("run `node tools/generate-validators.mjs`");
  process.exit(1);
}
