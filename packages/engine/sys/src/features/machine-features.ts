import { Errno } from "../errno.js";
import { SyscallError } from "../syscall-error.js";
import { no, unknown, yes } from "./feature.js";
import type { Feature, FeatureAnswer, FeatureContext } from "./feature.js";

const btfFolder = "/sys/kernel/btf";

/** Beyond the variables each CPU has its own of: they come first, and their addresses begin with 0. */
const enoughSymbolsBytes = 1 << 17;

function text({ files }: FeatureContext, path: string, mostBytes?: number): string | undefined {
  const bytes = files.read(path, mostBytes);
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Where no module is loaded nothing is missing. */
function moduleTypesAnswer(context: FeatureContext): FeatureAnswer {
  if (context.files.list(btfFolder).some((name) => name !== "vmlinux")) return yes;
  return (text(context, "/proc/modules") ?? "") === "" ? yes : no(`${btfFolder} has those of no module`);
}

function addressesAnswer(context: FeatureContext): FeatureAnswer {
  const symbols = text(context, "/proc/kallsyms", enoughSymbolsBytes);
  if (symbols === undefined) return no("/proc/kallsyms can't be read", "use a kernel built with CONFIG_KALLSYMS");
  if (/^0*[1-9a-f]/m.test(symbols)) return yes;
  const restriction = text(context, "/proc/sys/kernel/kptr_restrict")?.trim() ?? "unknown";
  const reason = `/proc/kallsyms shows no addresses (kernel.kptr_restrict is ${restriction})`;
  return context.isPrivileged() ? no(reason, "set sysctl kernel.kptr_restrict=1") : unknown(reason, "run as root");
}

/** Mounted or not: whether its files can be reached. */
function fileSystemAnswer({ files, kernel, isPrivileged }: FeatureContext, name: string, usualPlace: string): FeatureAnswer {
  if (files.list(usualPlace).length > 0) return yes;
  try {
    kernel.mounts.detached(name).close();
    return yes;
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    if (error.errno === Errno.EPERM && isPrivileged()) return no(error.message, `run with CAP_SYS_ADMIN, or mount it at ${usualPlace}`);
    return isPrivileged() ? no(error.message) : unknown(`${usualPlace} can't be listed, and ${error.message}`, "run as root");
  }
}

function fuseAnswer(context: FeatureContext): FeatureAnswer {
  if (!/\bfuse$/m.test(text(context, "/proc/filesystems") ?? "")) {
    return no("/proc/filesystems has no fuse", "load the module fuse (modprobe fuse), or use a kernel built with CONFIG_FUSE_FS");
  }
  if (!context.files.list("/dev").includes("fuse")) return no("/dev/fuse is missing", "give the container the device /dev/fuse");
  if (context.isPrivileged()) return yes;
  const folders = (context.environment("PATH") ?? "").split(":");
  const hasHelper = folders.some((folder) => folder !== "" && context.files.list(folder).some((name) => /^fusermount3?$/.test(name)));
  return hasHelper ? yes : no("only root may mount without fusermount3", "run as root, or install fuse3");
}

function debuginfodAnswer({ files, environment }: FeatureContext): FeatureAnswer {
  if ((environment("DEBUGINFOD_URLS") ?? "").trim() !== "") return yes;
  const folder = "/etc/debuginfod";
  const named = files.list(folder).filter((name) => name.endsWith(".urls"));
  return named.length > 0
    ? no("DEBUGINFOD_URLS isn't set", `set DEBUGINFOD_URLS to what ${folder}/${named[0]!} names`)
    : no("DEBUGINFOD_URLS isn't set", "set DEBUGINFOD_URLS to your distribution's debuginfod server, or install debug packages");
}

/** What the machine shows of itself. None of it is asked through bpf(2). */
export const machineFeatures = {
  "kernel-types": {
    title: "types of the kernel",
    since: "5.2",
    serves: "arguments of tracepoints and functions, walks such as task->comm",
    options: ["CONFIG_DEBUG_INFO_BTF"],
    alternatives: ["tracefs"],
    withoutBpf: true,
    probe: ({ files }) =>
      files.list(btfFolder).includes("vmlinux") ? yes : no(`${btfFolder}/vmlinux is missing`),
  },
  "module-types": {
    title: "types of modules",
    since: "5.11",
    serves: "tracepoints and functions of modules",
    options: ["CONFIG_DEBUG_INFO_BTF_MODULES"],
    withoutBpf: true,
    probe: moduleTypesAnswer,
  },
  "kernel-addresses": {
    title: "addresses of the kernel's symbols",
    since: "2.6",
    serves: "names for kernel addresses: symname(), stacks, kernel.data(\"NAME\")",
    withoutBpf: true,
    probe: addressesAnswer,
  },
  debugfs: {
    title: "debugfs",
    since: "2.6",
    serves: "kernel settings that are nowhere else, such as the blacklist of kprobes",
    options: ["CONFIG_DEBUG_FS"],
    withoutBpf: true,
    probe: (context) => fileSystemAnswer(context, "debugfs", "/sys/kernel/debug"),
  },
  fuse: {
    title: "filesystems in user space",
    since: "2.6",
    serves: "procfs probes",
    withoutBpf: true,
    probe: fuseAnswer,
  },
  debuginfod: {
    title: "debug information from a server",
    since: "2.6",
    serves: "source lines and local variables without debug packages, with --download-debuginfo",
    withoutBpf: true,
    probe: debuginfodAnswer,
  },
} satisfies Record<string, Feature>;
