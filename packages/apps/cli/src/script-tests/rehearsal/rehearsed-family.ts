import type { AttachSpec, DerivedProbe, KernelSite, ProbeFamily, Scope, SessionSite, StartSpec, Target } from "@tapset/core";
import { attachRawTracepoint, type RawTracepointSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";
import { rehearsedScope } from "./rehearsed-scope.js";
import type { Stage } from "./stage.js";

/** Where a kernel probe fires on the stage. */
export interface StagePlace {
  /** A tracepoint of no real kernel. */
  readonly tracepoint: string;
  /** By which probes there are told apart; 0 where there is one. */
  readonly select: bigint;
}

/** Where a probe fires: in the kernel, perhaps after an entry, or in the session by its point's name. */
export type StageSite =
  | { readonly where: "kernel"; readonly fires: StagePlace; readonly entry: StagePlace | undefined }
  | { readonly where: "session"; readonly phase: SessionSite["phase"] };

/** What starts a session's own events: a family's spec, and the point it was derived for. */
interface RehearsedStart extends StartSpec {
  readonly point: string;
  readonly usual: StartSpec;
}

/** The families of a script with their probes on a stage: they fire when a test says so, with the values it gives. */
export class RehearsedFamilies {
  /** What runs the session's handlers, by point. */
  readonly fires = new Map<string, (() => void)[]>();
  readonly #stage: Stage;
  readonly #target: Target;
  readonly #tracepoints = new Map<string, string>();
  readonly #sites = new WeakMap<DerivedProbe, StageSite>();

  constructor(stage: Stage, target: Target) {
    this.#stage = stage;
    this.#target = target;
  }

  /** Where a probe that a rehearsed family has derived fires. */
  siteOf(probe: DerivedProbe): StageSite | undefined {
    return this.#sites.get(probe);
  }

  /** A probe that fires where another does, and has other values. */
  inPlaceOf(probe: DerivedProbe, scope: Scope): DerivedProbe {
    const other: DerivedProbe = { ...probe, scope };
    const site = this.#sites.get(probe);
    if (site !== undefined) this.#sites.set(other, site);
    return other;
  }

  /** The family with its probes on the stage. Nothing of how it attaches, or loads, is used. */
  rehearsed(family: ProbeFamily): ProbeFamily {
    const { name, patterns } = family;
    return {
      name,
      patterns,
      derive: (match, target) => {
        const derivation = family.derive(match, target);
        if (derivation.kind !== "probes") return derivation;
        return { kind: "probes", probes: derivation.probes.map((probe) => this.#probe(name, probe)) };
      },
      loadAttach: () =>
        Promise.resolve({ attach: (kernel, program, spec) => attachRawTracepoint(kernel as Kernel, program as Fd, spec as AttachSpec & RawTracepointSpec) }),
      loadStart: async () => {
        const starter = await family.loadStart?.();
        return {
          start: (host, spec, fire) => {
            const { point, usual } = spec as RehearsedStart;
            this.fires.set(point, [...(this.fires.get(point) ?? []), fire]);
            if (starter === undefined) throw new Error(`bug: family ${name} can't start events`);
            return starter.start(host, usual, fire);
          },
        };
      },
    };
  }

  #probe(family: string, probe: DerivedProbe): DerivedProbe {
    const { site, entry, point } = probe;
    const scope = rehearsedScope(probe.scope, this.#stage, this.#target);
    if (site.where === "session") {
      const start: RehearsedStart | undefined = site.start && { kind: "rehearsed", point, usual: site.start };
      const rehearsed: DerivedProbe = { ...probe, scope, site: { ...site, ...(start && { start }) } };
      this.#sites.set(rehearsed, { where: "session", phase: site.phase });
      return rehearsed;
    }
    const entryPlace = entry && this.#place(family, entry);
    const fires = this.#place(family, site);
    const rehearsed: DerivedProbe = {
      ...probe,
      scope,
      site: this.#site(fires, site),
      // Another way to it leads off the stage.
      withRegisters: undefined,
      ...(entry && entryPlace && { entry: this.#site(entryPlace, entry) }),
    };
    this.#sites.set(rehearsed, { where: "kernel", fires, entry: entryPlace });
    return rehearsed;
  }

  /** What fires together for real fires together here. */
  #place(family: string, { program, attach, select }: KernelSite): StagePlace {
    const key = JSON.stringify([family, program, attach]);
    const tracepoint = this.#tracepoints.get(key) ?? `rehearsal_${this.#tracepoints.size}`;
    this.#tracepoints.set(key, tracepoint);
    return { tracepoint, select: select?.value ?? 0n };
  }

  #site({ tracepoint, select }: StagePlace, { select: usual }: KernelSite): KernelSite {
    return {
      where: "kernel",
      program: { type: "RAW_TRACEPOINT" },
      attach: { kind: "raw-tracepoint", tracepoint },
      ...(usual && { select: { selector: (builder) => this.#stage.selector(builder), value: select } }),
    };
  }
}
