import type { FeatureDescription, Privilege, SettingAnswer } from "@tapset/sys";
import type { Lockdown } from "@tapset/target";
import type { ExitStatus } from "../exit-status.js";

/** Whether something works here; `unknown` where it couldn't be asked. */
export type Verdict = "yes" | "no" | "unknown";

/** A probe point, an alias or a function of a tapset, and whether it works here. */
export interface Offer {
  /** A form (`syscall.NAME`), an alias (`vm.pagefault`) or a function (`kernel_string`). */
  readonly name: string;
  readonly verdict: Verdict;
  /** Why not; empty for yes. */
  readonly reason: string;
  readonly wayOut?: string;
  /** What it would use of the kernel here. */
  readonly features: readonly string[];
}

/** A tapset package, and what of it works here. */
export interface TapsetHealth {
  readonly name: string;
  readonly version: string;
  readonly contract: number;
  readonly verdict: Verdict | "partly";
  readonly points: readonly Offer[];
  /** Only those that take anything of the kernel. */
  readonly functions: readonly Offer[];
}

/** A feature of the kernel, and whether it's there. */
export interface FeatureHealth extends Pick<FeatureDescription, "name" | "group" | "title" | "since" | "serves"> {
  /** Points and functions of the installed tapsets that use it. */
  readonly neededBy: readonly string[];
  readonly verdict: Verdict;
  readonly reason: string;
  readonly wayOut?: string;
  /** Features that can stand in for it and work here. */
  readonly instead?: readonly string[];
}

/** What `tapset doctor` finds: `--json` prints it as it is (`schemas/doctor-report.schema.json`). */
export interface DoctorReport {
  readonly version: 1;
  readonly tapset: string;
  readonly kernel: {
    readonly release: string;
    readonly arch: string;
    readonly lockdown: Lockdown | null;
    readonly btfBytes: number | null;
    readonly moduleBtfs: number;
  };
  readonly privilege: Privilege;
  readonly tapsets: readonly TapsetHealth[];
  /** Why the installed tapsets can't be used at all. */
  readonly problem?: string;
  readonly features: readonly FeatureHealth[];
  readonly settings: readonly SettingAnswer[];
  /** In one sentence. */
  readonly verdict: string;
  readonly status: ExitStatus;
}
