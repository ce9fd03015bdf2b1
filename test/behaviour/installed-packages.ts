import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { tapset } from "./tapset-command.js";

const tapsets = fileURLToPath(new URL("../../packages/tapsets", import.meta.url));

/** A package as npm would install it: its files, text as it is and the rest as JSON. */
export type PackageFiles = Readonly<Record<string, unknown>>;

/** A `.stp`-only package that isn't packed yet. */
export function scriptPackage(name: string, script: string, requires: readonly string[] = []): PackageFiles {
  const peerDependencies = Object.fromEntries(requires.map((each) => [each, "*"]));
  return { "package.json": { name, version: "1.0.0", description: "made up", tapset: "tapset.json", peerDependencies }, "a.stp": script };
}

/**
 * A project in a folder that goes away with the test, which depends on packages of ours (by the last part of their names)
 * and on made-up ones.
 */
export function project(ours: readonly string[], strangers: Readonly<Record<string, PackageFiles>>, parts: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "tapset-packages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules/@tapset"), { recursive: true });
  for (const name of ours) symlinkSync(join(tapsets, name), join(folder, "node_modules/@tapset", name));
  for (const [name, files] of Object.entries(strangers)) {
    for (const [path, content] of Object.entries(files)) write(join(folder, "node_modules", name, path), content);
  }
  const names = [...ours.map((name) => `@tapset/${name}`), ...Object.keys(strangers)];
  write(join(folder, "package.json"), { dependencies: Object.fromEntries(names.map((name) => [name, "*"])), ...parts });
  return folder;
}

/** Writes a file and the folders it lies in. */
export function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

/** Packs packages of a project, in order. */
export async function pack(folder: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { status, stderr } = await tapset(["pack", join(folder, "node_modules", name)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  }
}
