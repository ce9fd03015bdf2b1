import { readdirSync, readFileSync } from "node:fs";
import type { Tapset, TapsetModule } from "@tapset/core";
import { madeTapset } from "./made-tapset.js";

/** What packages with code require for their types: no tapset. */
const CONTRACTS = "@tapset/core";

/**
 * A tapset package straight from its folder: its scripts as they are now, and the packages that its package.json requires.
 *
 * @param folder its URL, with a slash at the end: `new URL("../", import.meta.url)`
 * @param module what the package's module exports by default, if it has code
 * @throws Error when a script can't be parsed
 */
export function folderTapset(folder: URL, module?: TapsetModule): Tapset {
  const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
  const { name, peerDependencies = {} } = JSON.parse(read("package.json")) as { readonly name: string; readonly peerDependencies?: Readonly<Record<string, string>> };
  const scripts = readdirSync(folder)
    .filter((file) => /\.stpm?$/.test(file))
    .sort()
    .map((file) => ({ name: file, text: read(file) }));
  return madeTapset({ name, scripts, requires: Object.keys(peerDependencies).filter((required) => required !== CONTRACTS), ...(module && { module }) });
}
