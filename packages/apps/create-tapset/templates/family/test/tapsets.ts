import { installedTapset, madeTapset } from "@tapset/testkit";
import module from "../src/index.js";

/** This tapset from its sources, and what its tests use besides, as npm installed it. */
export const tapsets = [installedTapset("@tapset/context", import.meta.url), madeTapset({ name: "PACKAGE", module })];
