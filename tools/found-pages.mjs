// The pages of docs that test runs bring the facts of. One more is a file like theirs, and a line here and in package.json's scripts.
import { kernelSupport } from "./kernel-support.mjs";
import { probePoints } from "./probe-points.mjs";
import { syscallsAndStrace } from "./syscalls-and-strace.mjs";

export const foundPages = [kernelSupport, probePoints, syscallsAndStrace];
