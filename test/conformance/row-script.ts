import { readdirSync, readFileSync } from "node:fs";
import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset } from "@tapset/testkit";
import timer from "@tapset/timer";
import type { Row } from "./row.js";

const folder = new URL("../../packages/tapsets/context/", import.meta.url);
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith(".stp"))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));

/** The tapsets these scripts draw on, from their sources. */
export const tapsets = [
  madeTapset({ name: "@tapset/context", module: context, scripts }),
  madeTapset({ name: "@tapset/kernel", module: kernel }),
  madeTapset({ name: "@tapset/lifecycle", module: lifecycle }),
  madeTapset({ name: "@tapset/timer", module: timer }),
];

/** A global that is 0 although no compiler can know, and a function that hides a number from it. */
const HIDING = "global zero\nfunction hidden(n) { return n + zero }\nprobe never { println(hidden(0)) }\n";

/** A row as a script whose handler runs at `point`. The body has a line of its own, so that its places don't depend on the point. */
export function rowScript({ declarations = "", body }: Pick<Row, "declarations" | "body">, point: string, prologue = ""): string {
  return `${HIDING}${declarations}\nprobe ${point} { ${prologue}zero = pid() - pid();\n${body} }`;
}

/** What is said, but for what depends on where a handler runs. */
export function withoutPlaces(messages: string): string {
  return messages.replace(/script\.stp:\d+:/g, "column ").replace(/in probe .*/g, "in probe PROBE");
}

/** What a row's handler says, and what is said of it at the end. */
export function expectedMessages({ messages = "", counted }: Row): string {
  return messages + (counted === undefined ? "" : `WARNING: ${counted} in probe PROBE\n`);
}
