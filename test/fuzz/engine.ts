import type { Target } from "@tapset/core";
import { formatDiagnostic, hasErrors } from "@tapset/language";
import { runSession } from "@tapset/runtime";
import type { Kernel } from "@tapset/sys";
import { compileScript, MemorySink } from "@tapset/testkit";
import { tapsets } from "../conformance/row-script.js";
import { foreignKernel } from "./foreign-kernel.js";
import { type RandomScript, TURNS } from "./generator/script.js";
import { Trigger, triggerTapset } from "./trigger.js";

/** What a script did, or why we wouldn't run it. */
export type Outcome = { readonly kind: "ran"; readonly output: string; readonly messages: string } | { readonly kind: "refused"; readonly errors: readonly string[]; readonly text: string };

/** A way of running scripts. */
export interface Engine {
  /** As `npm run fuzz -- --only` has it. */
  readonly name: "session" | "interpreter" | "kernel";
  /** Where its handlers are. */
  readonly point: "trigger.session" | "trigger.kernel";
  readonly target: Target;
  /** The kernel of one session. */
  openKernel(): Kernel;
}

/** More than the scripts do: where handlers are stopped isn't the same in the session, nor when the session hears of errors. */
const [ACTIONS, ERRORS] = [100_000, 1000];
/** What the scripts print at most, and more. */
const RING_BYTES = 1 << 18;
const usedTapsets = [...tapsets, triggerTapset];

/** Runs a script. Throws what is nobody's fault but ours: refusals of the verifier, faults of programs, failures of the session. */
export async function run(script: RandomScript, { point, target, openKernel }: Engine): Promise<Outcome> {
  const limits = { MAXSTRINGLEN: script.maxStringLength, MAXACTION: ACTIONS, MAXACTION_INTERRUPTIBLE: ACTIONS, MAXERRORS: ERRORS };
  const { module, diagnostics, view } = await compileScript(script.at(point), { tapsets: usedTapsets, target, limits });
  if (module === undefined || hasErrors(diagnostics)) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return { kind: "refused", errors: errors.map(({ id }) => id), text: errors.map(formatDiagnostic).join("\n") };
  }
  const trigger = new Trigger();
  const [stdout, stderr] = [new MemorySink(), new MemorySink()];
  const kernel = foreignKernel(openKernel());
  let interrupt = (): void => undefined;
  let failure: unknown;
  const fire = (): void => {
    try {
      for (let turn = 0; turn < TURNS; turn++) trigger.fire();
    } catch (error) {
      failure = error;
    }
    setImmediate(() => interrupt());
  };
  await runSession(module, {
    family: (name) => (name === trigger.family.name ? trigger.family : view?.families.find((family) => family.name === name)),
    host: view?.host ?? {},
    btf: () => target.btf,
    hz: () => target.hz,
    kernel: () => kernel,
    clock: kernel.clocks,
    ringBytes: RING_BYTES,
    ...{ stdout, stderr },
    interrupts: (listener) => {
      interrupt = listener;
      return () => {
        interrupt = () => undefined;
      };
    },
    armed: fire,
  });
  if (failure !== undefined) throw failure as Error;
  return { kind: "ran", output: stdout.text, messages: withoutPlaces(stderr.text) };
}

/** What is said, but for places and for what only kernel handlers count. */
function withoutPlaces(messages: string): string {
  return messages.replace(/ at script\.stp:\d+:\d+/g, "").replace(/^WARNING: .* in probe .*\n/gm, "");
}
