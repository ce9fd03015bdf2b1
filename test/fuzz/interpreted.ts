import { defaultTarget, InterpretedKernel } from "@tapset/testkit";
import type { Engine } from "./engine.js";

const target = defaultTarget();
const openKernel = (): InterpretedKernel["kernel"] => new InterpretedKernel(target).kernel;

/** Handlers as JavaScript. */
export const sessionEngine: Engine = { name: "session", point: "trigger.session", target, openKernel };
/** Handlers as BPF, on the interpreter. */
export const interpretedEngine: Engine = { name: "interpreter", point: "trigger.kernel", target, openKernel };
