import { readdirSync, readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset } from "@tapset/testkit";
import context from "../src/index.js";

const folder = new URL("../", import.meta.url);

const scripts = readdirSync(folder)
  .filter((name) => name.endsWith(".stp"))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));

/** This package from its sources, and what its scripts need. */
export const contextTapsets = [
  madeTapset({ name: "context", module: context, scripts }),
  ...Object.entries({ kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module })),
];
