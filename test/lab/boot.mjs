// One guest: boots a kernel in QEMU, runs one command there on the host's files, and is gone. The host's files can't be changed
// from inside; what the guest writes is lost with it, except in the exchange folder.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GuestError } from "./guest-error.mjs";
import { packInitramfs } from "./initramfs.mjs";
import { openKernel, whyNotSetUp } from "./kernel.mjs";
import { qemuArguments } from "./qemu-arguments.mjs";

/** Where the guest finds the exchange folder. */
export const EXCHANGE = "/run/lab/exchange";

/** How long a guest may give no sign: its session writes one every five seconds, whatever its command does. */
const SIGN_MS = 180_000;

/** What the guest's root and its disks need. */
const ROOT_MODULES = ["virtio_pci", "9pnet_virtio", "9p", "overlay"];
const DISK_MODULES = { virtio: ["virtio_blk"], scsi: ["virtio_scsi", "sd_mod"] };

/**
 * Boots a guest and runs a command in it. Resolves with the command's exit status; rejects with a GuestError, which shows the
 * console's tail, when the guest panics, hangs, isn't done after `timeoutMs`, or doesn't come up. Nothing is left of it in any case.
 *
 * @param {object} options
 * @param {readonly string[]} options.command program and arguments; the paths are the host's
 * @param {Readonly<Record<string, string>>} [options.environment] nothing of the host's environment is handed on
 * @param {string} [options.cwd]
 * @param {string} [options.kernel] a package that `npm run lab:setup` has unpacked
 * @param {readonly string[]} [options.bootWords] for the kernel's command line
 * @param {number} [options.memoryMegabytes]
 * @param {number} [options.cpus]
 * @param {number} [options.nodes] NUMA nodes, among which memory and CPUs are shared out
 * @param {readonly string[]} [options.modules] to load, with parameters: `"null_blk nr_devices=2"`
 * @param {readonly { readonly bus: "virtio" | "scsi", readonly megabytes: number }[]} [options.disks] empty ones
 * @param {number} [options.timeoutMs]
 * @param {number} [options.signMs] how long the guest may give no sign
 * @param {number} [options.silenceMs] how long its command may print nothing; as long as it likes otherwise
 * @param {(exchange: string) => void} [options.before] fills the exchange folder
 * @param {(exchange: string) => void} [options.after] reads it, however the guest has ended
 * @param {(text: string) => void} [options.onOutput] what the command prints
 * @param {AbortSignal} [options.signal] ends the guest
 */
export async function boot(options) {
  const { command, environment = {}, cwd = "/", disks = [], timeoutMs = 600_000, signMs = SIGN_MS, silenceMs, before, after, onOutput = () => undefined, signal } = options;
  const missing = whyNotSetUp(options.kernel);
  if (missing !== undefined) throw new Error(missing);
  const kernel = openKernel(options.kernel);
  const folder = mkdtempSync(join(tmpdir(), "tapset-lab-"));
  try {
    const exchange = join(folder, "exchange");
    mkdirSync(exchange);
    writeFileSync(join(exchange, "command"), guestScript(command, environment, cwd));
    before?.(exchange);
    const images = disks.map(({ bus, megabytes }, index) => {
      const image = join(folder, `disk-${index}`);
      writeFileSync(image, "");
      truncateSync(image, megabytes * 2 ** 20);
      return { bus, image };
    });
    const modules = kernel.modules([...ROOT_MODULES, ...disks.flatMap(({ bus }) => DISK_MODULES[bus]), ...(options.modules ?? [])]);
    const initramfs = packInitramfs({ folder, ...kernel, modules });
    const consoleFile = join(folder, "console");
    const args = qemuArguments({ ...options, image: kernel.image, initramfs, exchange, consoleFile, disks: images });
    const ended = await runQemu(args, { sign: join(exchange, "sign"), timeoutMs, signMs, silenceMs, onOutput, signal });
    const status = readIfThere(join(exchange, "status"));
    after?.(exchange);
    if (ended !== undefined || status === undefined) throw new GuestError(ended ?? "the guest ended before its command did", readIfThere(consoleFile) ?? "");
    return Number(status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when qemu has ended: with what ended it, or undefined when it ended by itself. */
async function runQemu(args, { sign, timeoutMs, signMs, silenceMs = Infinity, onOutput, signal }) {
  // Even if this process is killed, no guest outlives it.
  const qemu = spawn("setpriv", ["--pdeathsig", "KILL", "qemu-system-x86_64", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  let reason;
  const end = (why) => {
    reason ??= why;
    qemu.kill("SIGKILL");
  };
  const abort = () => end("the guest was interrupted");
  const started = performance.now();
  let lastOutput = started;
  let lastSign = { text: undefined, at: started };
  const watch = () => {
    const now = performance.now();
    const text = readIfThere(sign);
    if (text !== lastSign.text) lastSign = { text, at: now };
    if (now - started > timeoutMs) end(`the guest was still running after ${seconds(timeoutMs)}`);
    else if (now - lastSign.at > signMs) end(`the guest hangs: it gave no sign for ${seconds(signMs)}`);
    else if (now - lastOutput > silenceMs) end(`the guest's command printed nothing for ${seconds(silenceMs)}`);
  };
  const timer = setInterval(watch, 500);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  qemu.stdout.setEncoding("utf8").on("data", (text) => {
    lastOutput = performance.now();
    onOutput(text);
  });
  qemu.stderr.setEncoding("utf8").on("data", (text) => (complaint += text));
  try {
    await new Promise((resolve, reject) => {
      qemu.once("error", (cause) => reject(new Error(`start qemu: ${cause.message}`, { cause })));
      qemu.once("close", (status) => {
        if (status !== 0) reason ??= `qemu ended with ${status ?? "a signal"}: ${complaint.trim()}`;
        resolve();
      });
    });
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
  return reason;
}

function seconds(ms) {
  return `${Math.round(ms / 1000)} s`;
}

/** The command as a script for the guest's shell. */
function guestScript(command, environment, cwd) {
  const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const variables = Object.entries({ PATH: path, HOME: "/root", LANG: "C.UTF-8", ...environment });
  const words = ["env", "-i", ...variables.map(([name, value]) => `${name}=${value}`), ...command];
  return `cd ${quote(cwd)} && exec ${words.map(quote).join(" ")}\n`;
}

function quote(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
