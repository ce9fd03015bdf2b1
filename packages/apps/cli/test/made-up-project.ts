import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONTRACT_VERSION, type Manifest } from "@tapset/core";
import { onTestFinished } from "vitest";

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tapset-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder: text as it is, anything else as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): string {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

export function manifest(name: string, parts: Partial<Manifest> = {}): Manifest {
  return {
    contract: CONTRACT_VERSION,
    name,
    version: "1.0.0",
    summary: "",
    families: [],
    scripts: [],
    probes: [],
    functions: [],
    globals: [],
    macros: [],
    requires: [],
    ...parts,
  };
}

/** The files of an installed tapset package. */
export function installed(place: string, name: string, parts: Partial<Manifest> = {}): Readonly<Record<string, unknown>> {
  return {
    [`${place}/${name}/package.json`]: { name, version: parts.version ?? "1.0.0", tapset: "tapset.json" },
    [`${place}/${name}/tapset.json`]: manifest(name, parts),
  };
}

/** What the command is given to load packages' code with. */
export async function importModule(url: string): Promise<unknown> {
  return url.endsWith(".cjs") ? (createRequire(import.meta.url)(fileURLToPath(url)) as unknown) : import(url);
}
