import { ConfigurationError } from "./configuration-error.js";
import { manifestProblems } from "./generated/manifest-problems.js";
import { CONTRACT_VERSION, type Manifest } from "./manifest.js";
import { describeProblem } from "./schema-problem.js";

/** How to come by a manifest that's right. */
const MEND = ["install the package anew", "run tapset pack in it if it's your own"];

/**
 * A manifest from its text; `origin` names it in messages (a path).
 * @throws ConfigurationError in one sentence: not JSON, another contract version, or against the schema.
 */
export function loadManifest(text: string, origin: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${origin} is not JSON: ${(error as Error).message}`, { cause: error, hints: MEND });
  }
  // Before the schema: a manifest of another contract version may well have another shape.
  if (isObject(value) && typeof value["contract"] === "number") {
    requireContract({ contract: value["contract"], name: typeof value["name"] === "string" ? value["name"] : origin });
  }
  const [problem] = manifestProblems(value);
  if (problem) throw new ConfigurationError(`${origin} is not a tapset manifest: ${describeProblem(problem)}`, { hints: MEND });
  return value as Manifest;
}

/**
 * Checks that a package is written for these contracts.
 * @throws ConfigurationError
 */
export function requireContract({ contract, name }: Pick<Manifest, "contract" | "name">): void {
  if (contract === CONTRACT_VERSION) return;
  const way = contract > CONTRACT_VERSION ? "update tapset" : `update ${name}`;
  throw new ConfigurationError(
    `tapset ${name} is written for contract version ${contract}, this is version ${CONTRACT_VERSION}: ${way}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
