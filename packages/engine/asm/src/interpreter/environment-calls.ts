import { EFAULT, EINVAL } from "./errno.js";
import type { HelperRows } from "./helper-code.js";
import { u32 } from "./helper-code.js";

const TASK_COMM_LEN = 16;
const BPF_F_SKIP_FIELD_MASK = 0xffn;
const BPF_F_USER_STACK = 1n << 8n;
const pair = (high: number, low: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** Helpers that ask about the world. */
export const environmentCalls: HelperRows = {
  get_smp_processor_id: ({ environment }) => environment.cpu,
  get_numa_node_id: () => 0,
  ktime_get_ns: ({ environment }) => environment.ktimeNs,
  ktime_get_coarse_ns: ({ environment }) => environment.ktimeNs,
  ktime_get_boot_ns: ({ environment }) => environment.bootNs,
  ktime_get_tai_ns: ({ environment }) => environment.taiNs,
  jiffies64: ({ environment }) => environment.jiffies,
  get_current_pid_tgid: ({ environment }) => pair(environment.tgid, environment.pid),
  get_current_uid_gid: ({ environment }) => pair(environment.gid, environment.uid),
  get_current_task: ({ environment }) => environment.task,
  get_current_task_btf: ({ environment }) => environment.task,
  get_current_cgroup_id: ({ environment }) => environment.cgroupId,
  get_prandom_u32: ({ environment }) => environment.random >>> 0,
  get_attach_cookie: ({ environment }) => environment.attachCookie,
  get_func_ip: ({ environment }) => environment.functionAddress,
  get_current_comm(call) {
    const buffer = call.memory.bytes(call.argument(1), u32(call, 2), "write");
    const comm = Buffer.from(call.environment.comm, "latin1").subarray(0, Math.min(TASK_COMM_LEN, buffer.length) - 1);
    buffer.set(comm);
    // Programs may count on no more than the NUL: Linux 6.1 leaves what was there after it.
    buffer[comm.length] = 0;
    return 0;
  },
  get_stack(call) {
    const [length, flags] = [u32(call, 3), call.argument(4)];
    if ((flags & ~(BPF_F_SKIP_FIELD_MASK | BPF_F_USER_STACK)) !== 0n || length % 8 !== 0) return -EINVAL;
    const { kernel, user } = call.environment.stacks;
    const stack = (flags & BPF_F_USER_STACK) === 0n ? kernel : user;
    const addresses = stack.slice(Number(flags & BPF_F_SKIP_FIELD_MASK)).slice(0, length / 8);
    if (addresses.length === 0) return -EFAULT;
    const buffer = call.memory.bytes(call.argument(2), length, "write");
    buffer.set(new Uint8Array(BigUint64Array.from(addresses).buffer));
    return 8 * addresses.length;
  },
  get_ns_current_pid_tgid(call) {
    if (u32(call, 4) !== 8) return -EINVAL;
    call.memory.store(4, call.argument(3), BigInt(call.environment.namespacePid));
    call.memory.store(4, call.argument(3) + 4n, BigInt(call.environment.namespaceTgid));
    return 0;
  },
};
