import { optionTable } from "./option-table.js";
import { verbTable } from "./verb-table.js";

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
  const verbs = verbTable.flatMap(({ name, forms, doc }) => forms.map((form, index): [string, string] => [`tapset ${name} ${form}`, index === 0 ? doc : ""]));
  const verbWidth = Math.max(...verbs.map(([written]) => written.length));
  return [
    "usage: tapset [OPTIONS] FILE [ARGS]      run the script in FILE (- for standard input)",
    "       tapset [OPTIONS] -e SCRIPT [ARGS]",
    "       tapset -l POINT | -L POINT        list probe points",
    ...verbs.map(([written, doc]) => `       ${written.padEnd(verbWidth)}  ${doc}`.trimEnd()),
    "",
    ...rows.map(([names, doc]) => `  ${names.padEnd(width)}  ${doc}`),
    "",
    "The other options of stap(1) are accepted and say why they have no effect.",
    "",
  ].join("\n");
}
