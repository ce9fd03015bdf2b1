// The kinds of machine whose skips are known, and how to tell which of them this is.
import { readFileSync } from "node:fs";

/** test/expected-skips.json: `anywhere` what any machine may lack; of each machine what it has for certain and what it lacks. */
export const expectedSkips = JSON.parse(readFileSync(new URL("../test/expected-skips.json", import.meta.url), "utf8"));

/** The boot word by which a guest of the lab knows itself. */
export const LAB_WORD = "tapset.lab";

/**
 * The kind of a machine from what it says of itself. One that isn't known is judged by the strictest list it can keep to: that
 * of the machine with the most features among those whose every feature it has.
 *
 * @param {object} machine
 * @param {boolean} machine.isRoot
 * @param {string} machine.bootLine the kernel's command line
 * @param {string} machine.version the kernel's, as numbers: 6.18.1
 * @param {(name: string) => boolean} machine.has whether a feature's answer is yes
 * @returns {{ readonly name: string, readonly isKnown: boolean }}
 */
export function recogniseMachine({ isRoot, bootLine, version, has }) {
  const known = (name) => ({ name, isKnown: true });
  const words = bootLine.trim().split(/\s+/);
  if (!isRoot) return known("user");
  if (words.includes(LAB_WORD)) return known(words.includes("lockdown=confidentiality") ? "locked-lab" : "lab");
  if (!has("bpf")) return known("root-without-bpf");
  if (/^6\.18(?:\.|$)/.test(version) && !has("kprobe")) return known("native");
  const lists = Object.entries(expectedSkips.machines)
    .filter(([, { has: features }]) => features.includes("bpf"))
    .sort(([, a], [, b]) => b.has.length - a.has.length);
  const [name] = lists.find(([, { has: features }]) => features.every(has)) ?? lists[0];
  return { name, isKnown: false };
}

/** The machine this process runs on, as recogniseMachine takes it. */
export async function thisMachine() {
  const [{ createKernel }, { liveTarget }] = await Promise.all([import("@tapset/sys"), import("@tapset/target")]);
  const target = liveTarget(createKernel());
  return {
    isRoot: process.geteuid?.() === 0,
    bootLine: readFileSync("/proc/cmdline", "latin1"),
    version: target.version,
    has: (name) => target.feature(name).verdict === "yes",
  };
}
