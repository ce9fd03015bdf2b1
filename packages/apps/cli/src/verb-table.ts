/** How a verb of the command is written, and what its options do. */
export interface VerbRow {
  readonly name: string;
  /** What may follow it; more than one where it's written in different ways. */
  readonly forms: readonly [string, ...string[]];
  readonly doc: string;
  /** What may be written, and what it does; undefined where the verb answers `--help` itself. */
  readonly options?: readonly (readonly [string, string])[];
}

/** Every verb of the command: `tapset --help`, each verb's own `--help`, and the hints of its mistakes are made of these rows. */
export const verbTable = [
  {
    name: "doctor",
    forms: ["[NAME…] [--json] [--color=WHEN]"],
    doc: "say what this kernel and this user allow, and why not",
    options: [
      ["NAME", "only this feature of the kernel"],
      ["--json", "print JSON"],
      ["--color=WHEN", "always, never, or auto"],
    ],
  },
  {
    name: "check",
    forms: ["[--target DIR] [--json] [PROBE…]", "[--target DIR] SCRIPT"],
    doc: "say what would serve probes, or a script's, on this kernel or another",
    options: [
      ["PROBE", "only these probes of the installed tapsets; may hold *"],
      ["SCRIPT", "a file: what serves its probe points"],
      ["--target DIR", "on the kernel that tapset freeze has described in DIR"],
      ["--json", "print JSON"],
    ],
  },
  {
    name: "pack",
    forms: ["[DIR] [--check]"],
    doc: "write a tapset package's tapset.json, or check that it's current",
    options: [
      ["DIR", "the package's folder; this one unless said"],
      ["--check", "write nothing, and end with 1 when it isn't current"],
    ],
  },
  {
    name: "new",
    forms: ["NAME [--kind aliases|family]"],
    doc: "begin a tapset package; tapset new --help says more",
  },
  {
    name: "diff",
    forms: ["OLD NEW [--json] [--at-most STEP | --check]"],
    doc: "say which semver step the changes of a tapset package need",
    options: [
      ["OLD, NEW", "a manifest, a package's folder or its tarball"],
      ["--json", "print JSON"],
      ["--at-most STEP", "end with 1 when a greater step is needed: none, patch, minor, major"],
      ["--check", "end with 1 when NEW's version says less than is needed"],
    ],
  },
  {
    name: "test",
    forms: ["[FILE|DIR…] [--coverage] [--reporter=text|tap|json]"],
    doc: "try scripts over made-up events, without privileges",
    options: [
      ["FILE, DIR", "test files, and folders to look for them in; this one unless said"],
      ["--coverage", "say which lines of the scripts' handlers ran"],
      ["--reporter=FORM", "text, tap or json"],
    ],
  },
  {
    name: "doc",
    forms: ["[NAME…] [--format markdown|html|man] [--output DIR]"],
    doc: "write the reference of the installed tapsets",
    options: [
      ["NAME", "only the page of this probe, function, form or tapset"],
      ["--format FORM", "markdown, html or man"],
      ["-o, --output DIR", "write files in DIR"],
    ],
  },
  {
    name: "freeze",
    forms: ["DIR [--reduced]"],
    doc: "describe the running kernel in DIR, for --target",
    options: [["--reduced", "only what tests of tapsets ask about"]],
  },
] as const satisfies readonly VerbRow[];

/** A verb's name. */
export type VerbName = (typeof verbTable)[number]["name"];

/** The hint for a verb that was written wrongly. */
export function verbHint(name: VerbName): string {
  const { forms } = verbRow(name);
  return `write ${forms.map((form) => `tapset ${name} ${form}`).join(", or ")}`;
}

/** The text of a verb's `--help`; undefined where the verb answers itself. */
export function verbHelpText(name: VerbName): string | undefined {
  const { forms, doc, options } = verbRow(name);
  if (options === undefined) return undefined;
  const width = Math.max(...options.map(([written]) => written.length));
  return [
    ...forms.map((form, index) => `${index === 0 ? "usage:" : "      "} tapset ${name} ${form}`),
    "",
    `  ${doc}`,
    "",
    ...options.map(([written, meaning]) => `  ${written.padEnd(width)}  ${meaning}`),
    "",
  ].join("\n");
}

function verbRow(name: VerbName): VerbRow {
  const row: VerbRow | undefined = verbTable.find((each) => each.name === name);
  if (row === undefined) throw new Error(`bug: no verb ${name}`);
  return row;
}
