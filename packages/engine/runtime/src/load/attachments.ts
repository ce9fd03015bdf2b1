import type { Attachment, AttachSession, AttachSpec, ProbeFamily } from "@tapset/core";
import type { Kernel } from "@tapset/sys";
import { AttachError } from "./attach-error.js";
import type { LoadedProgram } from "./load-programs.js";

/** Programs at work, until closed. */
export class Attachments {
  readonly #attached: { readonly program: LoadedProgram; readonly attachment: Attachment; missedBefore: bigint }[] = [];

  /** Attaches every program to everything it's for. When one can't be, those before it stay attached until closed. */
  async attach(kernel: Kernel, programs: readonly LoadedProgram[], family: (name: string) => ProbeFamily | undefined, session: AttachSession): Promise<void> {
    for (const program of programs) {
      const { family: name, attach } = program.image;
      if (name === undefined) continue;
      const attacher = await family(name)?.loadAttach?.();
      if (attacher === undefined) throw new Error(`bug: family ${name} can't attach programs`);
      for (const spec of attach) {
        const attachment = attachOne(() => attacher.attach(kernel, program.fd, spec, session), program, spec);
        this.#attached.push({ program, attachment, missedBefore: 0n });
      }
    }
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

  /** Detaches everything, latest first. */
  close(): void {
    for (const { attachment } of this.#attached.reverse()) attachment.close();
    this.#attached.length = 0;
  }
}

function attachOne(attach: () => Attachment, program: LoadedProgram, spec: AttachSpec): Attachment {
  try {
    return attach();
  } catch (error) {
    throw new AttachError(program.image.name, spec, error as Error);
  }
}
