import { bpfAttachTypes } from "./abi/bpf-enums.js";
import type { AttachType } from "./abi/bpf-enums.js";
import { linkInfoLayout } from "./abi/bpf-info.js";
import { readField } from "./abi/struct-layout.js";
import type { Fd } from "./fd.js";
import { objectIds } from "./object-ids.js";
import { objectInfo } from "./object-info.js";
import type { SystemCaller } from "./system-caller.js";

/** What `BPF_LINK_CREATE` takes. */
export interface LinkSpec {
  readonly program: Fd;
  /** What to attach to, where that is a descriptor: the perf event for `perf_event`. */
  readonly target?: Fd;
  readonly attachType: AttachType;
  readonly flags?: number;
  /** Value `bpf_get_attach_cookie` returns (`perf_event` and `tracing` links). */
  readonly cookie?: bigint;
}

/** What the kernel says about a link. */
export interface LinkInfo {
  readonly id: number;
  readonly programId: number;
  /** Number of `enum bpf_link_type`. */
  readonly type: number;
}

/** The link commands of bpf(2). Closing the returned descriptor detaches. */
export interface BpfLinks {
  /** `BPF_LINK_CREATE`; `perf_event` since 5.15. */
  create(spec: LinkSpec): Fd;
  /**
   * `BPF_RAW_TRACEPOINT_OPEN`: a `raw_tracepoint` program to the tracepoint called `name`, or without a name a `tracing`
   * program to what it was loaded for. `cookie` since 6.9.
   */
  openRawTracepoint(program: Fd, name?: string, cookie?: bigint): Fd;
  info(link: Fd): LinkInfo;
  /** Ids of all links on this machine, anybody's; needs CAP_SYS_ADMIN (since 5.8). */
  ids(): number[];
}

/** The link commands, made through `caller`. */
export function createBpfLinks(caller: SystemCaller): BpfLinks {
  return {
    create: ({ program, target, attachType, flags, cookie }) => {
      const attr = {
        prog_fd: program.number,
        target_fd: target?.number,
        attach_type: bpfAttachTypes.indexOf(attachType),
        flags,
        ...(attachType === "perf_event" ? { perf_event_cookie: cookie } : { tracing_cookie: cookie }),
      };
      const what = `link of ${program.what}`;
      return caller.open({ name: "bpf", command: "BPF_LINK_CREATE", attr }, what, `attach ${program.what}`);
    },

    openRawTracepoint: (program, name, cookie) => {
      const attr = { prog_fd: program.number, name, cookie };
      const what = `link of ${program.what}`;
      const attempt = name === undefined ? `attach ${program.what}` : `attach ${program.what} to ${name}`;
      return caller.open({ name: "bpf", command: "BPF_RAW_TRACEPOINT_OPEN", attr }, what, attempt);
    },

    info: (link) => {
      const view = objectInfo(caller, link);
      return {
        id: readField(linkInfoLayout.id, view),
        programId: readField(linkInfoLayout.prog_id, view),
        type: readField(linkInfoLayout.type, view),
      };
    },

    ids: () => objectIds(caller, "BPF_LINK_GET_NEXT_ID"),
  };
}
