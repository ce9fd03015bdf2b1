import { optionTable } from "./option-table.js";

/** The text of `--help`. */
export function helpText(): string {
  const rows = optionTable
    .filter(({ doc }) => !doc.startsWith("accepted;"))
    .map(({ short, long, argument, optional, doc }): [string, string] => {
      const names = [short !== undefined && `-${short}`, long !== undefined && `--${long}`].filter(Boolean).join(", ");
      const suffix = argument === undefined ? "" : optional ? `[=${argument}]` : ` ${argument}`;
      return [names + suffix, doc];
    });
  const width = Math.max(...rows.map(([names]) => names.length));
  return [
    "usage: tapset [OPTIONS] FILE [ARGS]      run the script in FILE (- for standard input)",
    "       tapset [OPTIONS] -e SCRIPT [ARGS]",
    "       tapset -l POINT | -L POINT        list probe points",
    "       tapset doctor [NAME…] [--json]    say what this kernel and this user allow, and why not",
    "       tapset check [--target DIR] [PROBE…|SCRIPT]   say what would serve probes, or a script's, on this kernel or another",
    "       tapset pack [DIR] [--check]       write a tapset package's tapset.json, or check that it's current",
    "       tapset new NAME [--kind aliases|family]   begin a tapset package; tapset new --help says more",
    "       tapset diff OLD NEW               say which semver step the changes of a tapset package need",
    "       tapset test [FILE|DIR…] [--coverage] [--reporter text|tap|json]   try scripts over made-up events, without privileges",
    "       tapset doc [NAME…] [--format markdown|html|man] [--output DIR]   write the reference of the installed tapsets",
    "       tapset freeze DIR [--reduced]     describe the running kernel in DIR, for --target",
    "",
    ...rows.map(([names, doc]) => `  ${names.padEnd(width)}  ${doc}`),
    "",
    "The other options of stap(1) are accepted and say why they have no effect.",
    "",
  ].join("\n");
}
