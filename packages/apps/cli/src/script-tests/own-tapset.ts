import { existsSync } from "node:fs";
import { ancestors, packageJsonPath, readPackageJson } from "../package-json.js";

/** The tapset package that a folder belongs to: what is tested there. */
export function ownTapset(folder: string): string | undefined {
  const place = [...ancestors(folder)].find((each) => existsSync(packageJsonPath(each)));
  const json = place === undefined ? undefined : readPackageJson(place);
  return typeof json?.tapset === "string" ? json.name : undefined;
}
