import type { DoctorReport, FeatureHealth, Offer, TapsetHealth } from "./doctor-report.js";

/** How the report may look where it's shown. */
export interface TextStyle {
  /** ✓ and ✗ in place of words. */
  readonly unicode: boolean;
  readonly color: boolean;
}

type Mark = TapsetHealth["verdict"];

const marks: Readonly<Record<Mark, { readonly sign: string; readonly word: string; readonly color: string }>> = {
  yes: { sign: "✓", word: "ok", color: "\u001b[32m" },
  partly: { sign: "~", word: "part", color: "\u001b[33m" },
  no: { sign: "✗", word: "no", color: "\u001b[31m" },
  unknown: { sign: "?", word: "?", color: "\u001b[33m" },
};
const noColor = "\u001b[0m";

const groupTitles: Readonly<Record<FeatureHealth["group"], string>> = {
  machine: "what the machine shows",
  programs: "what programs may do",
  maps: "maps",
  tracepoints: "tracepoints",
  functions: "functions of the kernel",
  processes: "functions of processes",
  perf: "perf events",
  network: "network",
};

/** Offers that don't work are named up to here. */
const mostNamed = 5;

/** The report as people read it. */
export function doctorText(report: DoctorReport, style: TextStyle): string {
  const { tapsets, problem, features, settings } = report;
  const mark = marker(style);
  const bpf = features.find(({ name }) => name === "bpf");
  return [
    ...headLines(report),
    ...section("tapsets", [
      ...(problem === undefined ? [] : [{ mark: mark("no"), name: "", text: problem, more: [] }]),
      ...tapsets.map((tapset) => ({ mark: mark(tapset.verdict), name: `${tapset.name} ${tapset.version}`, text: offersText(tapset), more: failingLines(tapset) })),
    ]),
    ...[...new Set(features.map(({ group }) => group))].flatMap((group) =>
      section(groupTitles[group], features.filter((feature) => feature.group === group).map((feature) => ({
        mark: mark(feature.verdict), name: feature.name, text: feature.serves, more: explanationOf(feature, bpf),
      })))),
    ...section("settings", settings.map(({ name, value, verdict, meaning, wayOut }) => ({
      mark: mark(verdict === "ok" ? "yes" : "no"), name, text: `${value}: ${meaning}`, more: wayOutLines(wayOut),
    }))),
    "",
    report.verdict,
    "",
  ].join("\n");
}

function marker({ unicode, color: isColored }: TextStyle): (of: Mark) => string {
  return (of) => {
    const { sign, word, color } = marks[of];
    const text = unicode ? sign : word.padEnd(4);
    return isColored ? color + text + noColor : text;
  };
}

function headLines({ tapset, kernel, privilege }: DoctorReport): readonly string[] {
  const { release, arch, lockdown, btfBytes, moduleBtfs } = kernel;
  return [
    `tapset ${tapset} on Linux ${release}, ${arch}`,
    `privilege  ${privilegeText(privilege)}`,
    `lockdown   ${lockdown ?? "unknown: securityfs can't be read, or the kernel has no lockdown"}`,
    `BTF        ${btfBytes === null ? "none" : `${(btfBytes / 1e6).toFixed(1)} MB, and that of ${moduleBtfs} modules`}`,
  ];
}

/** A row: what it's about, and lines that explain it. */
interface Row {
  readonly mark: string;
  readonly name: string;
  readonly text: string;
  readonly more: readonly string[];
}

/** Rows under a title; nothing when there are none. */
function section(title: string, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ name }) => name.length));
  return ["", title, ...rows.flatMap(({ mark, name, text, more }) => [`  ${mark} ${name.padEnd(width)}  ${text}`, ...more.map((line) => `        ${line}`)])];
}

function privilegeText({ uid, capabilities, canTrace }: DoctorReport["privilege"]): string {
  const user = uid === 0 ? "root" : `user ${uid}`;
  const held = capabilities.length === 0 ? "no capability that tracing takes" : capabilities.join(", ");
  return `${user}, with ${held}${canTrace ? "" : ": not enough to trace"}`;
}

/** What a package offers, in short: its points, or that it has none. */
function offersText({ points, functions }: TapsetHealth): string {
  if (points.length > 0) return inShort(points);
  return functions.length === 0 ? "functions" : `functions, ${functions.length} of which read memory`;
}

function inShort(offers: readonly Offer[]): string {
  const names = offers.slice(0, mostNamed).map(({ name }) => name).join(", ");
  return offers.length > mostNamed ? `${names} and ${offers.length - mostNamed} more` : names;
}

/** What doesn't work of a package: those with one reason together. */
function failingLines({ points, functions }: TapsetHealth): readonly string[] {
  const failing = [...points, ...functions].filter(({ verdict }) => verdict !== "yes");
  return [...new Set(failing.map(({ reason }) => reason))].flatMap((reason) => {
    const alike = failing.filter((offer) => offer.reason === reason);
    return [`${inShort(alike)}: ${reason}`, ...wayOutLines(alike[0]?.wayOut)];
  });
}

/** Where bpf(2) itself is refused, that is said once. */
function explanationOf({ name, reason, wayOut, instead = [] }: FeatureHealth, bpf: FeatureHealth | undefined): readonly string[] {
  if (bpf !== undefined && name !== bpf.name && reason !== "" && reason === bpf.reason) return ["as with bpf"];
  return [
    ...(reason === "" ? [] : [reason]),
    ...wayOutLines(wayOut),
    ...(instead.length === 0 ? [] : [`works instead: ${instead.join(", ")}`]),
  ];
}

function wayOutLines(wayOut: string | undefined): readonly string[] {
  return wayOut === undefined ? [] : [`way out: ${wayOut}`];
}
