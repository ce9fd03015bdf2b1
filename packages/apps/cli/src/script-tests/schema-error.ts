import { closest, describeProblem, didYouMean, type SchemaProblem } from "@tapset/core";
import type { Source } from "@tapset/language";
import type { Document } from "yaml";
import { TestFileError } from "./test-file.js";
import { placeIn } from "./yaml-places.js";

/** Keys that may have been meant, by where the wrong one stands. */
const keys: readonly { readonly at: RegExp; readonly names: readonly string[] }[] = [
  { at: /^$/, names: ["script", "text", "target", "options", "args", "clock", "by", "memory", "cases"] },
  {
    at: /^\/cases\/\d+$/,
    names: [
      ...["name", "script", "text", "target", "options", "args", "clock", "by", "memory", "events"],
      ...["output", "warnings", "errors", "refused", "losses", "globals", "exit"],
    ],
  },
  { at: /\/events\/\d+$/, names: ["point", "values", "by", "after", "at", "times"] },
  { at: /\/by$/, names: ["pid", "tid", "execname", "uid", "gid", "cpu", "task"] },
];

/** What a document that breaks schemas/script-test.schema.json is told, with the key that may have been meant. `raw` is its value. */
export function schemaError(problem: SchemaProblem, raw: unknown, document: Document, source: Source): TestFileError {
  const path = problem.instancePath.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const known = keys.find(({ at }) => at.test(problem.instancePath))?.names ?? [];
  // A key that is missing may be one that is mistyped.
  const extra = problem.params["additionalProperty"] ?? (problem.keyword === "required" ? strangerIn(raw, path, known) : undefined);
  if (typeof extra !== "string") return new TestFileError(describeProblem(problem), placeIn(document, source, path));
  const similar = didYouMean(closest(extra, known));
  const hints = similar.length > 0 || known.length === 0 ? similar : [`write one of ${known.join(", ")}`];
  return new TestFileError(`there is no key '${extra}' here`, placeIn(document, source, [...path, extra]), hints);
}

/** A key of what stands at a path that is none of those known. */
function strangerIn(raw: unknown, path: readonly string[], known: readonly string[]): string | undefined {
  const value = path.reduce((inner: unknown, step) => (inner as Readonly<Record<string, unknown>>)[step], raw);
  return known.length === 0 ? undefined : Object.keys(value as object).find((key) => !known.includes(key));
}
