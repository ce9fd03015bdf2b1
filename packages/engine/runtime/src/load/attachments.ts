import type { Module } from "@tapset/compiler";
import type { Attachment, AttachModule, AttachSession, AttachSpec, ProbeFamily } from "@tapset/core";
import { type Kernel, SyscallError } from "@tapset/sys";
import { AttachError } from "./attach-error.js";
import type { LoadedProgram } from "./load-programs.js";
import { probesOfProgram } from "./probes-of-program.js";

/** Programs at work, until closed. */
export class Attachments {
  readonly #module: Module;
  readonly #attached: { readonly program: LoadedProgram; readonly attachment: Attachment; missedBefore: bigint }[] = [];

  constructor(module: Module) {
    this.#module = module;
  }

  /**
   * Attaches every program to everything it's for. When one can't be, those before it stay attached until closed. Of the optional ones
   * the kernel may refuse any, but not all; those are noted.
   */
  async attach(kernel: Kernel, programs: readonly LoadedProgram[], family: (name: string) => ProbeFamily | undefined, session: AttachSession): Promise<void> {
    const refused: AttachError[] = [];
    let optional = 0;
    for (const program of programs) {
      const { family: name, attach } = program.image;
      if (name === undefined) continue;
      const attacher = await family(name)?.loadAttach?.();
      if (attacher === undefined) throw new Error(`bug: family ${name} can't attach programs`);
      optional += attach.filter((spec) => spec.optional !== undefined).length;
      for (const attachment of attachAll(attach, { attacher, kernel, program, session, what: () => this.#points(program) })) {
        if (attachment instanceof AttachError) refused.push(attachment);
        else this.#attached.push({ program, attachment, missedBefore: 0n });
      }
    }
    if (refused[0] !== undefined && refused.length === optional) throw refused[0];
    for (const { spec, cause } of refused) session.note(`${spec.optional} is left out: ${(cause as Error).message}`);
  }

  /** Events missed till now don't count. */
  resetMissed(): void {
    for (const entry of this.#attached) entry.missedBefore = entry.attachment.missed?.() ?? 0n;
  }

  /** Events the kernel didn't deliver to a program; undefined when it keeps no count for one of its attachments. */
  missed(program: LoadedProgram): bigint | undefined {
    let sum = 0n;
    for (const entry of this.#attached) {
      if (entry.program !== program) continue;
      const missed = entry.attachment.missed?.();
      if (missed === undefined) return undefined;
      sum += missed - entry.missedBefore;
    }
    return sum;
  }

  /** What a program is for, as the script says it. */
  #points(program: LoadedProgram): string {
    const { ir } = this.#module;
    const [first, ...others] = probesOfProgram(this.#module, program).flatMap((probe) => ir.probes[probe]?.point ?? []);
    if (first === undefined) return program.image.name;
    return others.length === 0 ? first : `${first} and ${others.length} more`;
  }

  /** Detaches everything, latest first. */
  close(): void {
    for (const { attachment } of this.#attached.reverse()) attachment.close();
    this.#attached.length = 0;
  }
}

/** What attaching a program takes. */
interface Attaching {
  readonly attacher: AttachModule;
  readonly kernel: Kernel;
  readonly program: LoadedProgram;
  readonly session: AttachSession;
  /** What the program is for, for messages. */
  readonly what: () => string;
}

/**
 * Attaches a program to its places: at once where the kernel can, and by halves to find those that it refuses. What is attached is
 * given as it comes, for an error may follow.
 */
function* attachAll(specs: readonly AttachSpec[], attaching: Attaching): Generator<Attachment | AttachError> {
  const { attacher, kernel, program, session, what } = attaching;
  if (specs.length > 1) {
    try {
      const attachment = attacher.attachAll?.(kernel, program.fd, specs, session);
      if (attachment !== undefined) {
        yield attachment;
        for (const { spec, cause } of attachment.refused ?? []) yield refusal(new AttachError(what(), spec, cause));
        return;
      }
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      const half = Math.ceil(specs.length / 2);
      yield* attachAll(specs.slice(0, half), attaching);
      yield* attachAll(specs.slice(half), attaching);
      return;
    }
  }
  for (const spec of specs) yield attachOne(() => attacher.attach(kernel, program.fd, spec, session), what, spec);
}

function attachOne(attach: () => Attachment, what: () => string, spec: AttachSpec): Attachment | AttachError {
  try {
    return attach();
  } catch (error) {
    return refusal(new AttachError(what(), spec, error as Error));
  }
}

/** A refusal of one of many places, which may be left out; others are thrown. */
function refusal(error: AttachError): AttachError {
  if (error.spec.optional !== undefined && error.cause instanceof SyscallError) return error;
  throw error;
}
