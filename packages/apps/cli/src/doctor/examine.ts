import type { Manifest } from "@tapset/core";
import { featureDescriptions, type FeatureDescription, type Privilege, type SettingAnswer } from "@tapset/sys";
import type { KernelTarget } from "@tapset/target";
import { EXIT, type ExitStatus } from "../exit-status.js";
import { VERSION } from "../version.js";
import type { DoctorReport, FeatureHealth, TapsetHealth } from "./doctor-report.js";
import { tapsetHealth } from "./tapset-health.js";

/** What is examined. */
export interface Patient {
  readonly target: KernelTarget;
  readonly privilege: Privilege;
  readonly settings: readonly SettingAnswer[];
  readonly manifests: readonly Manifest[];
  /** Why the installed tapsets can't be used at all. */
  readonly problem?: string;
  /** The features that are asked about; when there are none all of them, the tapsets and the settings. */
  readonly names?: readonly string[];
}

/** Finds out what works. Asks the target, and nothing besides. */
export function examine({ target, privilege, settings, manifests, problem, names = [] }: Patient): DoctorReport {
  const tapsets = names.length > 0 ? [] : tapsetHealth(manifests, (name) => target.feature(name));
  const features = featureDescriptions
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((description) => featureHealth(description, target, tapsets));
  const { release, arch, lockdown = null, btf } = target;
  return {
    version: 1,
    tapset: VERSION,
    kernel: { release, arch, lockdown, btfBytes: btf?.bytes.length ?? null, moduleBtfs: target.moduleNames().length },
    privilege,
    tapsets,
    ...(problem !== undefined && { problem }),
    features,
    settings: names.length > 0 ? [] : settings,
    ...(names.length > 0 ? judgeFeatures(features) : judge(target, tapsets, problem)),
  };
}

function featureHealth(description: FeatureDescription, target: KernelTarget, tapsets: readonly TapsetHealth[]): FeatureHealth {
  const { name, group, title, since, serves, alternatives = [] } = description;
  const offers = tapsets.flatMap(({ points, functions }) => [...points, ...functions]);
  const { verdict, reason, wayOut } = target.feature(name);
  const instead = verdict === "yes" ? [] : alternatives.filter((other) => target.feature(other).verdict === "yes");
  return {
    ...{ name, group, title, since, serves },
    neededBy: offers.filter(({ features }) => features.includes(name)).map((offer) => offer.name),
    ...{ verdict, reason },
    ...(wayOut !== undefined && { wayOut }),
    ...(instead.length > 0 && { instead }),
  };
}

type Judgement = Pick<DoctorReport, "verdict" | "status">;

function judge(target: KernelTarget, tapsets: readonly TapsetHealth[], problem: string | undefined): Judgement {
  const bpf = target.feature("bpf");
  if (bpf.verdict !== "yes") {
    const why = bpf.verdict === "no" ? "this kernel doesn't let itself be traced" : "this user may not trace the kernel";
    return judgement(EXIT.unsupported, `${why}: ${bpf.wayOut ?? bpf.reason}; scripts of the session alone (begin, end, timers) run`);
  }
  if (problem !== undefined) return judgement(EXIT.script, `the kernel can be traced, but the installed tapsets can't be used: ${problem}`);
  const lame = tapsets.filter(({ verdict }) => verdict !== "yes").map(({ name }) => name);
  return lame.length === 0
    ? judgement(EXIT.ok, "everything that the installed tapsets offer works here")
    : judgement(EXIT.script, `the kernel can be traced; not everything works of ${lame.join(", ")}`);
}

function judgeFeatures(features: readonly FeatureHealth[]): Judgement {
  const lacking = features.filter(({ verdict }) => verdict !== "yes").map(({ name }) => name);
  return lacking.length === 0
    ? judgement(EXIT.ok, "all of it is available")
    : judgement(EXIT.unsupported, `not available, or not to be found out: ${lacking.join(", ")}`);
}

function judgement(status: ExitStatus, verdict: string): Judgement {
  return { status, verdict };
}
