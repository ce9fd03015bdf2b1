import type { bpfAttrLayouts } from "./abi/bpf-attr.js";
import { bpfAttachTypes } from "./abi/bpf-enums.js";
import type { AttachType } from "./abi/bpf-enums.js";
import { linkInfoLayout } from "./abi/bpf-info.js";
import { readField } from "./abi/struct-layout.js";
import type { StructValues } from "./abi/struct-layout.js";
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
  /** For `trace_kprobe_multi` (since 5.18): functions of the kernel, by name; where they begin, or return. */
  readonly kprobeMulti?: { readonly symbols: readonly string[]; readonly isReturn?: boolean };
  /** For `trace_uprobe_multi` (since 6.6): places in a file; in one process or, without a pid, in all. */
  readonly uprobeMulti?: { readonly path: string; readonly offsets: readonly bigint[]; readonly pid?: number };
  /** For `netfilter` (since 6.4): family of packets (`NFPROTO_*`), hook and priority, which nobody else may have there. */
  readonly netfilter?: { readonly family: number; readonly hook: number; readonly priority: number };
  /** For `trace_iter` over tasks (since 6.1): the one thread to visit, by its id in this process's namespace. */
  readonly task?: { readonly thread: number };
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
  /** `BPF_ITER_CREATE` (since 5.8): a file whose reading runs the program of a `trace_iter` link and gives what it writes. */
  iterate(link: Fd): Fd;
  info(link: Fd): LinkInfo;
  /** Ids of all links on this machine, anybody's; needs CAP_SYS_ADMIN (since 5.8). */
  ids(): number[];
}

/** Size of `union bpf_iter_link_info`. */
const ITER_LINK_INFO_BYTES = 16;

/** `BPF_F_KPROBE_MULTI_RETURN`. */
const KPROBE_MULTI_RETURN = 1;

/** The part of `bpf_attr` that depends on where the link goes: a union. */
function attachAttr({ attachType, cookie, kprobeMulti, uprobeMulti, netfilter, task }: LinkSpec): StructValues<typeof bpfAttrLayouts.BPF_LINK_CREATE> {
  if (kprobeMulti) {
    const { symbols, isReturn } = kprobeMulti;
    return { kprobe_multi_flags: isReturn === true ? KPROBE_MULTI_RETURN : 0, kprobe_multi_cnt: symbols.length, kprobe_multi_syms: symbols };
  }
  if (uprobeMulti) {
    const { path, offsets, pid } = uprobeMulti;
    const bytes = new Uint8Array(BigUint64Array.from(offsets).buffer);
    return { uprobe_multi_path: path, uprobe_multi_offsets: bytes, uprobe_multi_cnt: offsets.length, uprobe_multi_pid: pid };
  }
  if (netfilter) return { netfilter_pf: netfilter.family, netfilter_hooknum: netfilter.hook, netfilter_priority: netfilter.priority };
  if (task) {
    const info = new Uint32Array(ITER_LINK_INFO_BYTES / 4);
    info[0] = task.thread;
    return { iter_info: new Uint8Array(info.buffer), iter_info_len: ITER_LINK_INFO_BYTES };
  }
  return attachType === "perf_event" ? { perf_event_cookie: cookie } : { tracing_cookie: cookie };
}

/** The link commands, made through `caller`. */
export function createBpfLinks(caller: SystemCaller): BpfLinks {
  return {
    create: (spec) => {
      const { program, target, attachType, flags } = spec;
      const attr = {
        prog_fd: program.number,
        target_fd: target?.number,
        attach_type: bpfAttachTypes.indexOf(attachType),
        flags,
        ...attachAttr(spec),
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

    iterate: (link) => caller.open({ name: "bpf", command: "BPF_ITER_CREATE", attr: { link_fd: link.number } }, `iterator of ${link.what}`, `iterate ${link.what}`),

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
