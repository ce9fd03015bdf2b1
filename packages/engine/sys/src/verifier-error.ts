import { errnoMeaning, errnoName } from "./errno.js";

/** The verifier rejected a program, or BTF was malformed. The message is one line; `log` has all of it. */
export class VerifierError extends Error {
  override readonly name = "VerifierError";
  readonly errno: number;
  readonly code: string;
  /** The verifier's complaint, one line. */
  readonly summary: string;
  /** Index of the 8-byte instruction slot it complained about, where the log tells. */
  readonly instruction: number | undefined;
  /** The verifier's whole log. */
  readonly log: string;

  constructor(attempt: string, errno: number, log: string) {
    const summary = summarize(log) ?? errnoMeaning(errno);
    super(`${attempt}: ${summary} (${errnoName(errno)})`);
    this.errno = errno;
    this.code = errnoName(errno);
    this.summary = summary;
    this.instruction = failingInstruction(log);
    this.log = log;
  }
}

/** Lines with which the verifier ends its log or comments on it: statistics, register states, source lines. */
const notAComplaint =
  /^(processed \d+ insns|verification time |stack depth |\d+: \(|\d+: R\d|from \d+ to \d+|last_idx |regs=|parent |mark_precise|;|func#\d+|R\d+[_=]|caller:|callee:|\s)/;

/** The last line that states what is wrong. */
function summarize(log: string): string | undefined {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  return (lines.findLast((line) => !notAComplaint.test(line)) ?? lines.at(-1))?.trim();
}

/** The verifier prints each instruction before it checks it, so the last one printed is the one that failed. */
function failingInstruction(log: string): number | undefined {
  const printed = [...log.matchAll(/^(\d+): \([0-9a-f]{2}\)/gm)].at(-1)?.[1];
  return printed === undefined ? undefined : Number(printed);
}
