/** What compilers call the whole numbers of C, of whose names programmers leave words out or turn them round. */
const NAMES: Readonly<Record<string, string>> = {
  short: "short int",
  "short unsigned": "short unsigned int",
  "": "int",
  unsigned: "unsigned int",
  long: "long int",
  "long unsigned": "long unsigned int",
  "long long": "long long int",
  "long long unsigned": "long long unsigned int",
  char: "char",
  "char unsigned": "unsigned char",
};

const WORDS = new Set(["char", "short", "int", "long", "signed", "unsigned"]);

/** The name that types have for a whole number, however a script spells it: `unsigned long` is `long unsigned int`. Any other name is itself. */
export function integerName(written: string): string {
  const words = written.split(/\s+/);
  if (words.some((word) => !WORDS.has(word))) return written;
  if (words.includes("signed") && words.includes("char")) return "signed char";
  return NAMES[words.filter((word) => word !== "int" && word !== "signed").sort().join(" ")] ?? written;
}
