import { pointer, text, u32, u64 } from "./struct-layout.js";

/** The fields of `struct bpf_prog_info` that are read. Kernels that don't know one leave it zero. */
export const progInfoLayout = {
  type: u32(0),
  id: u32(4),
  jited_prog_len: u32(16),
  xlated_prog_len: u32(20),
  name: text(64, 16),
  btf_id: u32(128),
  run_time_ns: u64(192),
  run_cnt: u64(200),
  recursion_misses: u64(208),
  verified_insns: u32(216),
} as const;

/** The fields of `struct bpf_map_info` that are read. */
export const mapInfoLayout = {
  type: u32(0),
  id: u32(4),
  key_size: u32(8),
  value_size: u32(12),
  max_entries: u32(16),
  map_flags: u32(20),
  name: text(24, 16),
} as const;

/** The fields of `struct bpf_btf_info` that are read or, for the name's buffer, set. */
export const btfInfoLayout = {
  id: u32(12),
  name: pointer(16),
  name_len: u32(24),
  kernel_btf: u32(28),
} as const;

/** The fields of `struct bpf_link_info` that are read. */
export const linkInfoLayout = {
  type: u32(0),
  id: u32(4),
  prog_id: u32(8),
} as const;
