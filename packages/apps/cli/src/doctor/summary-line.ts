import type { KernelTarget } from "@tapset/target";
import type { Verdict } from "./doctor-report.js";

/** Features whose presence says most of what can be traced on a machine. */
const telling = ["bpf", "tp-btf", "perf-tracepoint", "kprobe", "fentry", "uprobe", "perf-hardware", "netfilter"] as const;

/** A kernel in one line, as test runs begin: `Linux 6.1.0-21-amd64 x86_64, lockdown none: bpf tp-btf; not kprobe; unknown: fentry`. */
export function summaryLine(target: Pick<KernelTarget, "release" | "arch" | "lockdown" | "feature">): string {
  const answering = (verdict: Verdict): string => telling.filter((name) => target.feature(name).verdict === verdict).join(" ");
  const parts = [answering("yes"), prefixed("not ", answering("no")), prefixed("unknown: ", answering("unknown"))];
  const { release, arch, lockdown } = target;
  return `Linux ${release} ${arch}, lockdown ${lockdown ?? "unknown"}: ${parts.filter((part) => part !== "").join("; ")}`;
}

function prefixed(prefix: string, text: string): string {
  return text === "" ? "" : prefix + text;
}
