// The guest's first filesystem: busybox, the modules it loads, and the script that does it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "./packages.mjs";

const init = fileURLToPath(new URL("guest-init.sh", import.meta.url));
const session = fileURLToPath(new URL("guest-session.sh", import.meta.url));

/**
 * Packs an initramfs, uncompressed, and gives its path. `folder` is an empty one to work in.
 * @param {{ readonly folder: string, readonly configuration: string, readonly release: string, readonly modules: readonly { readonly path: string, readonly parameters: string }[] }} content
 */
export function packInitramfs({ folder, configuration, release, modules }) {
  const tree = join(folder, "initramfs");
  for (const place of ["bin", "modules", "proc", "sys", "dev", "host", "changes", "root"]) mkdirSync(join(tree, place), { recursive: true });
  copyFileSync(findProgram("busybox") ?? "/bin/busybox", join(tree, "bin/busybox"));
  copyFileSync(init, join(tree, "init"));
  copyFileSync(session, join(tree, "session"));
  // Distributions keep their kernel's configuration there, and the tests look for it.
  copyFileSync(configuration, join(tree, `config-${release}`));
  for (const { path } of modules) copyFileSync(path, join(tree, "modules", basename(path)));
  writeFileSync(join(tree, "modules.load"), modules.map(({ path, parameters }) => `${basename(path)} ${parameters}\n`).join(""));
  const archive = join(folder, "initramfs.cpio");
  execFileSync("sh", ["-c", 'chmod 755 init session bin/busybox && find . | cpio --quiet -o -H newc > "$1"', "sh", archive], { cwd: tree });
  return archive;
}
