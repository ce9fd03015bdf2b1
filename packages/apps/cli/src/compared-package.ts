import { readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { type ComparedManifest, ConfigurationError, loadComparedManifest } from "@tapset/core";
import { parseTar } from "nanotar";
import { readTapsetPackageJson } from "./package-json.js";

/** Takes long to load, and most runs don't need it. */
const zlib = () => process.getBuiltinModule("node:zlib");

/**
 * The manifest in a place: a manifest, the folder of a tapset package, or a package as `npm pack` makes it.
 * @throws ConfigurationError when there is none
 */
export function readComparedPackage(path: string): ComparedManifest {
  const bytes = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? undefined : readBytes(path);
  if (bytes === undefined) return fromFolder(path);
  return isGzip(bytes) ? fromTarball(bytes, path) : loadComparedManifest(bytes.toString("utf8"), path);
}

function fromFolder(folder: string): ComparedManifest {
  const field = readTapsetPackageJson(folder)?.tapset;
  const path = join(folder, manifestPath(field, folder));
  return loadComparedManifest(readBytes(path).toString("utf8"), path);
}

/** npm lays a package's files below one folder, `package/` by custom. */
function fromTarball(bytes: Buffer, path: string): ComparedManifest {
  const read = filesOf(bytes, path);
  const json = read("package.json");
  const { tapset } = (json === undefined ? {} : JSON.parse(json)) as { readonly tapset?: unknown };
  const inner = manifestPath(tapset, path);
  const text = read(inner);
  if (text === undefined) throw new ConfigurationError(`${path} has no ${inner}, which its package.json names`);
  return loadComparedManifest(text, `${basename(path)}: ${inner}`);
}

function filesOf(bytes: Buffer, path: string): (name: string) => string | undefined {
  let tar: Buffer;
  try {
    tar = zlib().gunzipSync(bytes);
  } catch (cause) {
    throw new ConfigurationError(`${path} is not a package as npm packs it: ${(cause as Error).message}`, { cause });
  }
  const files = parseTar(tar, { filter: ({ name }) => name.endsWith(".json") });
  return (name) => files.find((file) => file.name.slice(file.name.indexOf("/") + 1) === name)?.text;
}

function manifestPath(field: unknown, origin: string): string {
  if (typeof field === "string" && field !== "preset") return posix.normalize(field);
  throw new ConfigurationError(`${origin} is not a tapset package: its package.json doesn't say where the manifest is`);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ConfigurationError(`read ${path}: ${(cause as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : (cause as Error).message}`, { cause });
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
