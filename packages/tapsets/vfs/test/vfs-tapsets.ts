import { folderTapset, installedTapset } from "@tapset/testkit";

const requires = ["context", "kernel", "syscall"].map((name) => installedTapset(`@tapset/${name}`, import.meta.url));

/** This package from its sources, and what its scripts need. */
export const vfsTapsets = [...requires, folderTapset(new URL("../", import.meta.url))];

/** A program that does what is probed, and tells of it. */
export function program(name: string): string {
  return `perl ${new URL(`programs/${name}.pl`, import.meta.url).pathname}`;
}
