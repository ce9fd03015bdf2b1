// What the lab takes from Debian. Programs are installed; a kernel is only unpacked, so that this machine's /boot never sees it.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { labFolder } from "./places.mjs";
import { aptOptionsOf, parsePackage } from "./suite.mjs";

/** The programs the lab runs, each with the package that has it. */
const programs = {
  "qemu-system-x86_64": "qemu-system-x86",
  busybox: "busybox-static",
  cpio: "cpio",
  depmod: "kmod",
  setpriv: "util-linux",
};
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** A program's path; undefined when it isn't installed. What only root's PATH has counts too. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Debian's packages of the programs that are not here. */
export function missingPackages() {
  return Object.entries(programs).flatMap(([program, name]) => (findProgram(program) === undefined ? [name] : []));
}

/** Installs packages; root's work. */
export function installPackages(names) {
  apt("update", "-q");
  apt("install", "-q", "-y", "--no-install-recommends", ...names);
}

/** The folder of a kernel package's content, `boot` and `lib/modules` in it. */
export function kernelFolder(name) {
  return join(labFolder, "kernels", name.replace("/", "@"));
}

/** Whether a kernel package is unpacked, to the last file. */
export function hasKernel(name) {
  return existsSync(join(kernelFolder(name), ".complete"));
}

/**
 * Downloads a kernel package, or the one that a package such as linux-image-amd64 stands for, and unpacks it; with `/SUITE` behind its name
 * from another of Debian's suites.
 */
export function unpackKernel(name) {
  const folder = kernelFolder(name);
  mkdirSync(labFolder, { recursive: true });
  const work = mkdtempSync(join(labFolder, "unpack-"));
  try {
    const { name: wanted, suite } = parsePackage(name);
    const options = aptOptionsOf(suite, work);
    const archive = downloadPackage(packageOfKernel(wanted, options), work, options);
    const content = join(work, "content");
    run("dpkg-deb", ["-x", archive, content]);
    for (const release of readdirSync(join(content, "lib/modules"))) run(findProgram("depmod") ?? "depmod", ["-b", content, release]);
    writeFileSync(join(content, ".complete"), `${basename(archive)}\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, ".."), { recursive: true });
    renameSync(content, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Downloads a package into a folder; gives its path. `options` are apt's. */
export function downloadPackage(name, folder, options = []) {
  run("apt-get", [...options, "-o", "APT::Sandbox::User=root", "download", "-q", name], { cwd: folder });
  const archive = readdirSync(folder).find((file) => file.endsWith(".deb"));
  if (archive === undefined) throw new Error(`apt-get download ${name}: no package came`);
  return join(folder, archive);
}

/** The package with the kernel in it: linux-image-amd64 has none itself and depends on it. */
function packageOfKernel(name, options) {
  const depends = () => run("apt-cache", [...options, "depends", name], { stdio: ["ignore", "pipe", "inherit"] });
  if (options.length === 0 && spawnSync("apt-cache", ["show", name], { stdio: "ignore" }).status !== 0) apt("update", "-q");
  return /^\s*Depends: (linux-image-\d\S*)$/m.exec(depends())?.[1] ?? name;
}

function apt(...args) {
  // Another installation may be under way; what it locks it lets go.
  run("apt-get", ["-o", "DPkg::Lock::Timeout=600", ...args], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}

function run(program, args, options) {
  const { status, error, stdout } = spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], encoding: "utf8", ...options });
  if (error !== undefined) throw new Error(`${program}: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ended with ${status}`);
  return stdout ?? "";
}
