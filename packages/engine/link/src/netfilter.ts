import { Errno, SyscallError, type Fd } from "@tapset/sys";
import type { Attach, Attachment } from "./attachment.js";

/** A hook that packets pass: a `netfilter` program (since 6.4), in the network namespace of the session. */
export interface NetfilterSpec {
  readonly kind: "netfilter";
  /** `NFPROTO_IPV4` (2) or `NFPROTO_IPV6` (10): the kernel lets programs see no others. */
  readonly family: number;
  /** `NF_INET_*`, 0 to 4. */
  readonly hook: number;
  /** What is asked for: 32 bits, signed. Lower ones come first. */
  readonly priority: number;
}

/** A program at a hook. */
export interface NetfilterAttachment extends Attachment {
  /** The priority it has, which is the next free one after what was asked for. */
  readonly priority: number;
}

/** The kernel keeps the first and the last priority to itself. */
const [LEAST, MOST] = [-(2 ** 31) + 1, 2 ** 31 - 2];
/** How many that are taken are passed over. */
const MOST_TAKEN = 64;

/** Attaches a program to a hook. Where its priority is taken, it gets the next that is free; the last ones are looked for downwards. */
export const attachNetfilter: Attach<NetfilterSpec, NetfilterAttachment> = (kernel, program, { family, hook, priority }) => {
  const first = Math.min(Math.max(priority, LEAST), MOST);
  const step = first > MOST - MOST_TAKEN ? -1 : 1;
  for (let tried = 0; ; tried++) {
    const at = first + tried * step;
    const link = unlessTaken(tried < MOST_TAKEN, () => kernel.links.create({ program, attachType: "netfilter", netfilter: { family, hook, priority: at } }));
    if (link !== undefined) return { priority: at, close: () => link.close() };
  }
};

/** Undefined where the priority is taken, by another link or by the kernel's own. */
function unlessTaken(mayRetry: boolean, create: () => Fd): Fd | undefined {
  try {
    return create();
  } catch (error) {
    if (mayRetry && error instanceof SyscallError && error.errno === Errno.EBUSY) return undefined;
    throw error;
  }
}
