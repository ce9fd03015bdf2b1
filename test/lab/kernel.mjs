// An unpacked kernel package: its image, and its modules with what they depend on.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hasKernel, kernelFolder, missingPackages } from "./packages.mjs";
import { DEFAULT_KERNEL } from "./places.mjs";

/** What keeps the lab from running with a kernel: a sentence with the way out; undefined when all is there. */
export function whyNotSetUp(name = DEFAULT_KERNEL) {
  if (hasKernel(name) && missingPackages().length === 0) return undefined;
  return `not set up: npm run lab:setup${name === DEFAULT_KERNEL ? "" : ` -- ${name}`}`;
}

/** A kernel that `npm run lab:setup` has unpacked. */
export function openKernel(name = DEFAULT_KERNEL) {
  const folder = kernelFolder(name);
  const [release] = readdirSync(join(folder, "lib/modules"));
  const modules = join(folder, "lib/modules", release);
  const dependencies = parseModulesDep(readFileSync(join(modules, "modules.dep"), "utf8"));
  const builtin = new Set(readFileSync(join(modules, "modules.builtin"), "utf8").split("\n").map(moduleName));
  return {
    release,
    image: join(folder, "boot", `vmlinuz-${release}`),
    configuration: join(folder, "boot", `config-${release}`),
    /**
     * The files that load modules with all they depend on, in loading order, each with its parameters. `wanted` are
     * insmod(8)'s words: `"null_blk nr_devices=2"`. What's built into the kernel takes no file.
     */
    modules(wanted) {
      const files = new Map();
      for (const words of wanted) {
        const [name = "", ...parameters] = words.split(" ");
        if (builtin.has(moduleName(name))) continue;
        for (const file of loadOrder(dependencies, name)) if (!files.has(file)) files.set(file, "");
        if (parameters.length > 0) files.set(loadOrder(dependencies, name).at(-1), parameters.join(" "));
      }
      return [...files].map(([file, parameters]) => {
        const path = join(modules, file);
        if (!existsSync(path)) throw new Error(`module ${path}: there is no such file`);
        return { path, parameters };
      });
    },
  };
}

/** depmod(8)'s list: a module's name → its file and, after it, what it depends on, the deepest last. */
export function parseModulesDep(text) {
  const rows = text.split("\n").flatMap((line) => {
    const [file, rest] = line.split(":");
    return rest === undefined ? [] : [[moduleName(file), [file, ...rest.split(" ").filter(Boolean)]]];
  });
  return new Map(rows);
}

/** A module's files with the module itself last. */
export function loadOrder(dependencies, name) {
  const files = dependencies.get(moduleName(name));
  if (files === undefined) throw new Error(`module ${name}: this kernel has none of that name`);
  return files.toReversed();
}

/** The kernel takes - and _ for the same in modules' names. */
function moduleName(path) {
  return path.replace(/^.*\//, "").replace(/\.ko(?:\.[gx]z)?$/, "").replaceAll("-", "_");
}
