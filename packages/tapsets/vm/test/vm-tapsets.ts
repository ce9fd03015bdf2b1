import { readdirSync, readFileSync } from "node:fs";
import { installedTapset, madeTapset } from "@tapset/testkit";

const folder = new URL("../", import.meta.url);

const scripts = readdirSync(folder)
  .filter((name) => name.endsWith(".stp"))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));

const requires = ["context", "kernel", "perf", "syscall"].map((name) => installedTapset(`@tapset/${name}`, import.meta.url));

/** This package from its sources, and what its scripts need. */
export const vmTapsets = [...requires, madeTapset({ name: "@tapset/vm", scripts, requires })];

/** A program that does what is probed, and tells of it. */
export function program(name: string): string {
  return `perl ${new URL(`programs/${name}.pl`, import.meta.url).pathname}`;
}
