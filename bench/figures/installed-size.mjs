import { statSync } from "node:fs";
import { debianSizeBytes } from "../size/debian-size.mjs";
import { npmSizeBytes } from "../size/npm-size.mjs";
import { units } from "../units.mjs";

/**
 * What an installation adds to a machine that has nothing but Debian's required packages; ours without Node, and with its executable.
 *
 * A case gives `npm`, names of packages, or `debian`, a package.
 *
 * @type {import("../contracts.js").Figure}
 */
export const installedSize = {
  parts: { packages: units.bytes, "with Node": units.bytes },
  isFixed: true,
  isPassive: true,
  measure: async ({ spec, folder }) => {
    if (spec.debian !== undefined) {
      const size = debianSizeBytes(spec.debian);
      return { packages: size, "with Node": size };
    }
    const size = npmSizeBytes(spec.npm, folder);
    return { packages: size, "with Node": size + statSync(process.execPath).size };
  },
};
