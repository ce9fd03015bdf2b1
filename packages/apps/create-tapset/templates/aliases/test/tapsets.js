import { readFileSync } from "node:fs";
import { installedTapset, madeTapset } from "@tapset/testkit";

/** The text of one of the package's files. */
export const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

const requires = ["@tapset/context", "@tapset/kernel"];

/** This tapset from its sources, and those it requires as npm installed them. */
export const tapsets = [
  ...requires.map((name) => installedTapset(name, import.meta.url)),
  madeTapset({ name: "PACKAGE", scripts: [{ name: "PREFIX.stp", text: read("PREFIX.stp") }], requires }),
];
