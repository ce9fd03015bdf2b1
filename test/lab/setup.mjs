// `npm run lab:setup [-- --debuginfo] [KERNEL…]`: brings qemu and Debian's kernel, or the kernel packages named; with --debuginfo their debug
// information too. Does nothing where all is there.
import { parseArgs } from "node:util";
import { hasDebugInfo, unpackDebugInfo } from "./debug-info.mjs";
import { hasKernel, installPackages, kernelFolder, missingPackages, unpackKernel } from "./packages.mjs";
import { DEFAULT_KERNEL } from "./places.mjs";

const { values, positionals: named } = parseArgs({ options: { debuginfo: { type: "boolean", default: false } }, allowPositionals: true });
const kernels = named.length > 0 ? named : [DEFAULT_KERNEL];
try {
  const packages = missingPackages();
  if (packages.length > 0) {
    if (process.geteuid?.() !== 0) throw new Error(`install ${packages.join(", ")}: only root can (run npm run lab:setup as root, or install them yourself)`);
    console.log(`installing ${packages.join(", ")}`);
    installPackages(packages);
  }
  for (const kernel of kernels) {
    if (!hasKernel(kernel)) {
      console.log(`unpacking ${kernel}`);
      unpackKernel(kernel);
    }
    if (values.debuginfo) {
      if (!hasDebugInfo(kernel)) {
        console.log(`unpacking the debug information of ${kernel}`);
        await unpackDebugInfo(kernel);
      }
    }
    console.log(`the lab is set up: ${kernel} in ${kernelFolder(kernel)}`);
  }
} catch (error) {
  console.error(`lab:setup: ${error.message}`);
  process.exit(1);
}
