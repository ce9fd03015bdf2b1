/** What the helpers that ask about the world answer. Tests change it between runs. */
export interface Environment {
  /** `get_smp_processor_id`, and whose copies of per-CPU values programs see. */
  cpu: number;
  /** `ktime_get_ns` and its coarse sibling. */
  ktimeNs: bigint;
  /** `ktime_get_boot_ns`. */
  bootNs: bigint;
  /** `ktime_get_tai_ns`. */
  taiNs: bigint;
  /** `jiffies64`. */
  jiffies: bigint;
  /** Of the current task: process id and thread id. */
  tgid: number;
  pid: number;
  uid: number;
  gid: number;
  /** Both ids as `get_ns_current_pid_tgid` gives them. */
  namespaceTgid: number;
  namespacePid: number;
  /** `get_current_comm`, at most 15 bytes. */
  comm: string;
  /** `get_current_task` and `get_current_task_btf`: the address of a region a test has placed. */
  task: bigint;
  /** `get_current_cgroup_id`. */
  cgroupId: bigint;
  /** `get_prandom_u32`. */
  random: number;
  /** `get_attach_cookie`. */
  attachCookie: bigint;
  /** `get_func_ip`. */
  functionAddress: bigint;
  /** `get_stack`: the addresses of the kernel's stack and of the task's own, their tops first. */
  stacks: { readonly kernel: readonly bigint[]; readonly user: readonly bigint[] };
}

/** An environment that is the same on every machine. */
export function defaultEnvironment(): Environment {
  return {
    cpu: 0,
    ktimeNs: 1_000_000_000n,
    bootNs: 2_000_000_000n,
    taiNs: 3_000_000_000n,
    jiffies: 4_294_937_296n,
    tgid: 1000,
    pid: 1001,
    uid: 0,
    gid: 0,
    namespaceTgid: 10,
    namespacePid: 11,
    comm: "test",
    task: 0n,
    cgroupId: 1n,
    random: 4,
    attachCookie: 0n,
    functionAddress: 0n,
    stacks: { kernel: [], user: [] },
  };
}
