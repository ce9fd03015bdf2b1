// Packages as `npm run build` leaves them, for tests that import a package's sources: Node loads a built file by itself, many times
// faster than vitest loads a source.
import { existsSync } from "node:fs";

/** A built file's path. */
export const builtFile = /\/packages\/[^/]+\/[^/]+\/dist\/.*\.js$/;

const source = /(\/packages\/[^/]+\/[^/]+)\/src\/(.*)\.ts$/;

/** Vite's plugin that takes a built file wherever a test names its source. @type {import("vite").Plugin} */
export const builtPackages = {
  name: "tapset:built-packages",
  enforce: "pre",
  async resolveId(name, importer, options) {
    const resolved = await this.resolve(name, importer, { ...options, skipSelf: true });
    if (resolved === null || resolved.external) return resolved;
    const built = resolved.id.replace(source, "$1/dist/$2.js");
    return built !== resolved.id && existsSync(built) ? { ...resolved, id: built } : resolved;
  },
};
