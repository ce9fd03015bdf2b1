import { pointer, s32, text, u32, u32InOut, u64 } from "./struct-layout.js";

/** `enum bpf_cmd`, the commands this package issues. */
export const bpfCommands = {
  BPF_MAP_CREATE: 0,
  BPF_MAP_LOOKUP_ELEM: 1,
  BPF_MAP_UPDATE_ELEM: 2,
  BPF_MAP_DELETE_ELEM: 3,
  BPF_MAP_GET_NEXT_KEY: 4,
  BPF_PROG_LOAD: 5,
  BPF_PROG_TEST_RUN: 10,
  BPF_PROG_GET_NEXT_ID: 11,
  BPF_MAP_GET_NEXT_ID: 12,
  BPF_OBJ_GET_INFO_BY_FD: 15,
  BPF_RAW_TRACEPOINT_OPEN: 17,
  BPF_BTF_LOAD: 18,
  BPF_BTF_GET_FD_BY_ID: 19,
  BPF_MAP_LOOKUP_AND_DELETE_ELEM: 21,
  BPF_MAP_FREEZE: 22,
  BPF_BTF_GET_NEXT_ID: 23,
  BPF_MAP_LOOKUP_BATCH: 24,
  BPF_MAP_LOOKUP_AND_DELETE_BATCH: 25,
  BPF_LINK_CREATE: 28,
  BPF_LINK_GET_NEXT_ID: 31,
  BPF_ENABLE_STATS: 32,
  BPF_ITER_CREATE: 33,
} as const;

/** A command of bpf(2), by its kernel name. */
export type BpfCommand = keyof typeof bpfCommands;

/** Bytes of `union bpf_attr` that are passed; the kernel accepts a longer one than it knows if the rest is zero. */
export const bpfAttrSizeBytes = 152;

const element = { map_fd: u32(0), key: pointer(8), value: pointer(16), flags: u64(24) } as const;

const batch = {
  in_batch: pointer(0),
  out_batch: pointer(8),
  keys: pointer(16),
  values: pointer(24),
  /** In: elements there is room for; out: elements copied. */
  count: u32InOut(32),
  map_fd: u32(36),
  elem_flags: u64(40),
  flags: u64(48),
} as const;

const nextId = { start_id: u32(0), next_id: u32InOut(4) } as const;

/** The part of `union bpf_attr` each command reads, with the kernel's field names. */
export const bpfAttrLayouts = {
  BPF_MAP_CREATE: {
    map_type: u32(0),
    key_size: u32(4),
    value_size: u32(8),
    max_entries: u32(12),
    map_flags: u32(16),
    inner_map_fd: u32(20),
    map_name: text(28, 16),
    btf_fd: u32(48),
    btf_key_type_id: u32(52),
    btf_value_type_id: u32(56),
    map_extra: u64(64),
  },
  BPF_MAP_LOOKUP_ELEM: element,
  BPF_MAP_UPDATE_ELEM: element,
  BPF_MAP_DELETE_ELEM: element,
  BPF_MAP_LOOKUP_AND_DELETE_ELEM: element,
  BPF_MAP_GET_NEXT_KEY: { map_fd: u32(0), key: pointer(8), next_key: pointer(16) },
  BPF_MAP_FREEZE: { map_fd: u32(0) },
  BPF_MAP_LOOKUP_BATCH: batch,
  BPF_MAP_LOOKUP_AND_DELETE_BATCH: batch,
  BPF_PROG_LOAD: {
    prog_type: u32(0),
    insn_cnt: u32(4),
    insns: pointer(8),
    license: pointer(16),
    log_level: u32(24),
    log_size: u32(28),
    log_buf: pointer(32),
    prog_flags: u32(44),
    prog_name: text(48, 16),
    expected_attach_type: u32(68),
    prog_btf_fd: u32(72),
    func_info_rec_size: u32(76),
    func_info: pointer(80),
    func_info_cnt: u32(88),
    line_info_rec_size: u32(92),
    line_info: pointer(96),
    line_info_cnt: u32(104),
    attach_btf_id: u32(108),
    attach_btf_obj_fd: u32(112),
  },
  BPF_PROG_TEST_RUN: {
    prog_fd: u32(0),
    retval: u32InOut(4),
    ctx_size_in: u32(40),
    ctx_size_out: u32(44),
    ctx_in: pointer(48),
    ctx_out: pointer(56),
    flags: u32(64),
    cpu: u32(68),
  },
  BPF_PROG_GET_NEXT_ID: nextId,
  BPF_MAP_GET_NEXT_ID: nextId,
  BPF_BTF_GET_NEXT_ID: nextId,
  BPF_BTF_GET_FD_BY_ID: { btf_id: u32(0) },
  BPF_LINK_GET_NEXT_ID: nextId,
  BPF_OBJ_GET_INFO_BY_FD: { bpf_fd: u32(0), info_len: u32InOut(4), info: pointer(8) },
  BPF_RAW_TRACEPOINT_OPEN: { name: pointer(0), prog_fd: u32(8), cookie: u64(16) },
  BPF_BTF_LOAD: {
    btf: pointer(0),
    btf_log_buf: pointer(8),
    btf_size: u32(16),
    btf_log_size: u32(20),
    btf_log_level: u32(24),
  },
  BPF_LINK_CREATE: {
    prog_fd: u32(0),
    target_fd: s32(4),
    attach_type: u32(8),
    flags: u32(12),
    // For `perf_event` links; `tracing` links keep their cookie further back.
    perf_event_cookie: u64(16),
    tracing_cookie: u64(24),
    kprobe_multi_flags: u32(16),
    kprobe_multi_cnt: u32(20),
    kprobe_multi_syms: pointer(24),
    uprobe_multi_path: pointer(16),
    uprobe_multi_offsets: pointer(24),
    uprobe_multi_cnt: u32(48),
    uprobe_multi_flags: u32(52),
    uprobe_multi_pid: u32(56),
    netfilter_pf: u32(16),
    netfilter_hooknum: u32(20),
    netfilter_priority: s32(24),
    iter_info: pointer(16),
    iter_info_len: u32(24),
  },
  BPF_ITER_CREATE: { link_fd: u32(0), flags: u32(4) },
  BPF_ENABLE_STATS: { type: u32(0) },
} as const;
