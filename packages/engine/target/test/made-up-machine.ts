import { gzipSync } from "node:zlib";
import { BtfBuilder } from "@tapset/btf";
import { type Fd, SyscallError } from "@tapset/sys";
import type { MachineFiles, TargetKernel } from "../src/index.js";

export const SCHED_SWITCH = `name: sched_switch
ID: 372
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;
\tfield:const char * reason;\toffset:24;\tsize:8;\tsigned:0;
\tfield:__data_loc char[] what;\toffset:32;\tsize:4;\tsigned:0;
\tfield:__rel_loc u64[] rest;\toffset:36;\tsize:4;\tsigned:0;

print fmt: "prev_comm=%s", REC->prev_comm
`;

/** The kernel's types: `struct task_struct { int pid; struct cred *cred; }` and `struct cred { int uid; }`. */
function vmlinux(): Uint8Array {
  const builder = new BtfBuilder();
  const int = builder.int("int", 4, { signed: true });
  const cred = builder.pointer(builder.struct("cred", 4, [{ name: "uid", typeId: int, bitOffset: 0 }]));
  builder.struct("task_struct", 16, [
    { name: "pid", typeId: int, bitOffset: 0 },
    { name: "cred", typeId: cred, bitOffset: 64 },
  ]);
  builder.struct("unrelated", 0, []);
  return builder.toBytes();
}

/** A machine's files, by path. */
export function madeUpFiles(changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): MachineFiles {
  const contents: Record<string, string | Uint8Array | undefined> = {
    "/proc/sys/kernel/osrelease": "6.1.0-21-amd64\n",
    "/proc/config.gz": gzipSync('CONFIG_HZ=1000\nCONFIG_SMP=y\n# CONFIG_KPROBES is not set\nCONFIG_NAME="a \\"b\\""\nCONFIG_XFS_FS=m\n'),
    "/proc/self/status": "Name:\tnode\nCapEff:\t000001ffffffffff\n",
    "/proc/kallsyms": "ffffffff81000000 T _text\nffffffff81000000 T _stext\nffffffff81000100 t helper\nffffffffc0000000 t init\t[xfs]\n",
    "/sys/devices/system/cpu/possible": "0-3,8\n",
    "/sys/devices/system/cpu/online": "0-1\n",
    "/sys/kernel/btf/vmlinux": vmlinux(),
    "/sys/kernel/btf/xfs": new BtfBuilder().toBytes(),
    "/sys/kernel/security/lockdown": "none [integrity] confidentiality\n",
    "/sys/kernel/tracing/available_events": "sched:sched_switch\nsched:broken\n",
    "/sys/kernel/tracing/events/sched/sched_switch/format": SCHED_SWITCH,
    ...changes,
  };
  const paths = Object.keys(contents).filter((path) => contents[path] !== undefined);
  return {
    read(path) {
      const content = contents[path];
      return typeof content === "string" ? Buffer.from(content, "latin1") : content;
    },
    list: (folder) => [
      ...new Set(paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split("/")[0]!)),
    ],
  };
}

const EPERM = 1;

/** A kernel that refuses everything but what `changes` allow. */
export function madeUpKernel(changes: Partial<TargetKernel> = {}): TargetKernel {
  const refusing = new Proxy({}, { get: (_target, name) => () => refuse(String(name)) });
  return { maps: refusing, programs: refusing, links: refusing, perf: refusing, memory: { pageSize: 4096 }, mounts: refusing, ...changes } as TargetKernel;
}

/** Throws what bpf(2) gives to those who may not. */
export function refuse(attempt: string, errno = EPERM): never {
  throw new SyscallError("bpf", errno, attempt);
}

/** A descriptor that is none. */
export const someFd = { number: 77, close: () => undefined } as unknown as Fd;
