import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import timer from "@tapset/timer";
import { madeTapset } from "../src/index.js";

/** What the scripts of these tests draw on. */
export const tapsets = [
  madeTapset({ name: "@tapset/context", module: context }),
  madeTapset({ name: "@tapset/kernel", module: kernel }),
  madeTapset({ name: "@tapset/lifecycle", module: lifecycle }),
  madeTapset({ name: "@tapset/timer", module: timer }),
];
