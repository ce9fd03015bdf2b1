// Debug information of the lab's kernel, which `npm run lab:setup -- --debuginfo` brings: the kernel's own and that of the modules which guests have loaded. The
// package takes 860 MB to download and is never needed: without it, the tests that read it are skipped.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openKernel } from "./kernel.mjs";
import { downloadPackage } from "./packages.mjs";
import { DEFAULT_KERNEL, labFolder } from "./places.mjs";

/** Modules whose debug information is kept: what run-in-lab.mjs loads. */
const MODULES = ["loop", "sd_mod", "scsi_debug", "veth"];

function folderOf(kernel) {
  return join(labFolder, "debuginfo", kernel);
}

/** Whether a kernel's debug information is there. */
export function hasDebugInfo(kernel = DEFAULT_KERNEL) {
  return existsSync(join(folderOf(kernel), ".complete"));
}

/** SYSTEMTAP_DEBUGINFO_PATH for guests, SystemTap's default with a kernel's debug information; undefined when that isn't there. */
export function debugInfoPath(kernel = DEFAULT_KERNEL) {
  return hasDebugInfo(kernel) ? `+:.debug:/usr/lib/debug:build:${join(folderOf(kernel), "usr/lib/debug")}` : undefined;
}

/** A command that runs another one in a guest with a kernel's index of functions, which takes minutes to make there, at hand. */
export function withIndex(command, kernel = DEFAULT_KERNEL) {
  const place = `mkdir -p -m 700 /var/cache/tapset && cp '${join(folderOf(kernel), "index")}'/* /var/cache/tapset && exec "$@"`;
  return hasDebugInfo(kernel) ? ["sh", "-c", place, "sh", ...command] : command;
}

/** Downloads and unpacks the debug information of a kernel that is unpacked, and makes its index. */
export async function unpackDebugInfo(kernel = DEFAULT_KERNEL) {
  const { release } = openKernel(kernel);
  mkdirSync(labFolder, { recursive: true });
  const work = mkdtempSync(join(labFolder, "unpack-"));
  try {
    const archive = downloadPackage(`linux-image-${release}-dbg`, work);
    const content = join(work, "content");
    mkdirSync(content);
    // Modules are found by their build-ids: links, most of which will lead nowhere.
    const kept = ["./usr/lib/debug/.build-id/*", `./usr/lib/debug/boot/vmlinux-${release}`, ...MODULES.map((module) => `./usr/lib/debug/lib/modules/${release}/kernel/*/${module}.ko`)];
    const words = kept.map((path) => `'${path}'`).join(" ");
    const { status } = spawnSync("sh", ["-c", `dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --wildcards ${words}`, "sh", archive, content], { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error(`unpack ${archive}: ended with ${status}`);
    await makeIndex(release, content);
    writeFileSync(join(content, ".complete"), `${basename(archive)}\n`);
    rmSync(folderOf(kernel), { recursive: true, force: true });
    mkdirSync(join(folderOf(kernel), ".."), { recursive: true });
    renameSync(content, folderOf(kernel));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A target of this machine's, but for its release and what it says of its build, finds the kernel's debug information and asks it for a function. */
async function makeIndex(release, content) {
  // Built by then: nobody else asks for it.
  const [{ createKernel }, { liveTarget }] = await Promise.all([import("@tapset/sys"), import("@tapset/target")]);
  const debug = join(content, "usr/lib/debug");
  const text = (value) => Buffer.from(value);
  const read = (path) => (path === "/proc/sys/kernel/osrelease" ? text(release) : undefined);
  process.env.SYSTEMTAP_DEBUGINFO_PATH = debug;
  const target = liveTarget(createKernel(), { files: { read, list: () => [], exists: () => false }, indexFolder: join(content, "index") });
  const answer = target.debugInfo({ kind: "kernel" });
  if (!answer.found) throw new Error(`index of functions: ${answer.reason}`);
  answer.dwarf.functions("schedule");
  target.close();
  if (readdirSync(join(content, "index")).length === 0) throw new Error(`index of functions: none was kept in ${join(content, "index")}`);
}
