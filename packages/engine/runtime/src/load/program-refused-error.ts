import type { ProgramImage } from "@tapset/compiler";
import type { ProbeInfo } from "@tapset/core";
import { formatLocation, type Span } from "@tapset/language";
import type { VerifierError } from "@tapset/sys";
import { SessionError } from "../session/session-error.js";

/** After BPF_COMPLEXITY_LIMIT_INSNS, and after BPF_COMPLEXITY_LIMIT_JMP_SEQ branches left for later on one way. */
const TOO_COMPLEX = /^(?:BPF program is too large\. Processed (?<instructions>\d+) insn|The sequence of (?<jumps>\d+) jumps is too complex)/;
const SLOT_BYTES = 8;

/** The kernel's verifier refused a program: one line with the place in the script; the log is for -v. */
export class ProgramRefusedError extends SessionError {
  override readonly name = "ProgramRefusedError";
  /** The place in the script the refused instruction comes from, where known. */
  readonly span: Span | undefined;
  readonly programName: string;
  /** The verifier's complaint, one line. */
  readonly summary: string;
  /** The verifier's whole log. */
  readonly log: string;
  /** It found nothing wrong, but gave up following all the ways that the program may go. */
  readonly isTooComplex: boolean;

  constructor(image: ProgramImage, probes: readonly ProbeInfo[], spans: readonly Span[], cause: VerifierError) {
    const span = spanOf(image, spans, cause.instruction);
    const place = span === undefined ? "" : ` at ${formatLocation(span)}`;
    // Old kernels' logs, full of the ways that were followed, have no room left for the sentence.
    const tooComplex = TOO_COMPLEX.exec(cause.summary);
    const isTooComplex = tooComplex !== null || cause.code === "E2BIG";
    const why = isTooComplex ? `too many paths for the kernel's verifier, which gave up${counted(image, tooComplex?.groups)}${place}` : `refused by the kernel's verifier${place}: ${cause.summary}`;
    super(`load program ${image.name}${handlersOf(image, probes)}: ${why}`, { cause });
    this.span = span;
    this.programName = image.name;
    this.summary = cause.summary;
    this.log = cause.log;
    this.isTooComplex = isTooComplex;
  }
}

/** How far the verifier came. */
function counted({ code }: ProgramImage, { instructions, jumps }: { readonly [name: string]: string | undefined } = {}): string {
  if (instructions !== undefined) return ` after ${instructions} steps through its ${code.bytes.length / SLOT_BYTES} instructions`;
  return jumps === undefined ? "" : ` with ${jumps} branches left to follow`;
}

/** The first probe tells which handlers are meant. */
function handlersOf(image: ProgramImage, probes: readonly ProbeInfo[]): string {
  const [first, ...others] = image.probes.flatMap((probe) => probes[probe]?.point ?? []);
  if (first === undefined) return "";
  return ` (probe ${first}${others.length === 0 ? "" : ` and ${others.length} more`})`;
}

/** The line an instruction belongs to: the last that begins at or before it. */
function spanOf({ code }: ProgramImage, spans: readonly Span[], instruction: number | undefined): Span | undefined {
  if (instruction === undefined) return undefined;
  const tag = code.lines.findLast((line) => line.insn <= instruction)?.tag;
  return tag === undefined ? undefined : spans[tag];
}
