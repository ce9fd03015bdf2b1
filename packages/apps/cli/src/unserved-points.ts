/** Probe points that SystemTap has and no tapset, and what to write instead. */
export interface UnservedPoints {
  /** The words they begin with. */
  readonly prefixes: readonly string[];
  /** What they are, to people. */
  readonly what: string;
  readonly hints: readonly string[];
}

const IN_PROGRAMS = "what happens in the code of programs";
const CALLS = "probe what programs ask of the kernel: syscall.NAME, or syscall_any for all at once";

/** A row ceases to be told when a package has its points. */
const rows: readonly UnservedPoints[] = [
  {
    prefixes: ["process.function", "process.statement", "process.mark", "process.provider", "process.plt", "process.library", "process.insn"],
    what: IN_PROGRAMS,
    hints: [CALLS],
  },
  { prefixes: ["process.begin", "process.thread.begin"], what: "where programs and threads begin", hints: ["write process.exec_complete or process.start"] },
  { prefixes: ["process.end", "process.thread.end"], what: "where programs and threads end", hints: ["write process.exit"] },
  { prefixes: ["process.syscall"], what: "the system calls of a program", hints: ["write syscall_any or syscall.NAME, with if (pid() == target())"] },
  { prefixes: ["java"], what: "the methods of Java programs", hints: [CALLS] },
  { prefixes: ["procfs"], what: "files below /proc/systemtap", hints: ["print what is asked for from a timer: probe timer.s(1)"] },
];

/** What a probe point is that SystemTap has and no tapset; undefined for any other. `words`: its components' names. */
export function unservedPoints(words: readonly string[]): UnservedPoints | undefined {
  return rows.find(({ prefixes }) => prefixes.some((prefix) => prefix.split(".").every((word, index) => words[index] === word)));
}
