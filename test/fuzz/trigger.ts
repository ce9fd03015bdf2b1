import { type DerivedProbe, type EventSource, type ProbeFamily, scopeOf, type SessionHost, type StartSpec } from "@tapset/core";
import { attachTestRun } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";
import { madeTapset } from "@tapset/testkit";

/**
 * `trigger.kernel` and `trigger.session`: fire when the test says so. Kernel handlers are run by hand (test_run); nothing of them is
 * attached anywhere.
 */
export class Trigger {
  readonly #runs: (() => void)[] = [];

  /** The family, for one session. */
  readonly family: ProbeFamily = {
    name: "trigger",
    patterns: [
      { components: [{ name: "trigger" }, { name: "kernel" }], doc: "when the test says so, as BPF" },
      { components: [{ name: "trigger" }, { name: "session" }], doc: "when the test says so, in the session" },
    ],
    derive: ({ text }) => ({ kind: "probes", probes: [{ point: "trigger", site: sites[text as keyof typeof sites], scope: scopeOf(), needs: [] }] }),
    loadAttach: () => Promise.resolve({ attach: (kernel: unknown, program: unknown) => this.#attach(kernel as Kernel, program as Fd) }),
    loadStart: () => Promise.resolve({ start: (_host: SessionHost, _spec: StartSpec, fire: () => void) => this.#start(fire) }),
  };

  /** Fires once. */
  fire(): void {
    for (const run of this.#runs) run();
  }

  #attach(kernel: Kernel, program: Fd): ReturnType<typeof attachTestRun> {
    const attachment = attachTestRun(kernel, program, { kind: "test-run" });
    this.#runs.push(() => {
      const returned = attachment.run();
      if (returned !== 0) throw new Error(`a program returned ${returned}`);
    });
    return attachment;
  }

  #start(fire: () => void): EventSource {
    this.#runs.push(fire);
    return { stop: () => undefined, missed: () => 0n };
  }
}

const sites: Readonly<Record<"trigger.kernel" | "trigger.session", DerivedProbe["site"]>> = {
  "trigger.kernel": { where: "kernel", program: { type: "RAW_TRACEPOINT" }, attach: { kind: "test-run" } },
  "trigger.session": { where: "session", phase: "events", order: 0, start: { kind: "trigger" } },
};

/** The tapset of the family, to compile with. */
export const triggerTapset = madeTapset({ name: "@tapset/trigger", module: { families: [new Trigger().family], intrinsics: [], host: {} } });
