import { describe, expect, it } from "vitest";
import { quotedData } from "../src/quoting.js";
import { compatValue, entryValue, type FakeCall } from "./fake-call.js";

const argstr = (name: string, call: FakeCall) => entryValue(name, "argstr", call);
const minusOne = 0xffff_ffffn;

describe("argstr of", () => {
  const cases: readonly (readonly [string, FakeCall, string])[] = [
    ["getppid", {}, ""],
    ["close", { arguments: [minusOne] }, "-1"],
    ["read", { arguments: [3, 0x7ffd0000, 4096] }, "3, 0x7ffd0000, 4096"],
    ["openat", { arguments: [0xffff_ff9cn, 0x1000, 0o2000000], memory: { 0x1000: "/etc/passwd" } }, 'AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC'],
    ["openat", { arguments: [5, 0x1000, 0o1101, 0o644], memory: { 0x1000: "new" } }, '5, "new", O_WRONLY|O_CREAT|O_TRUNC, 0644'],
    ["open", { arguments: [0x1000, 0o20200002, 0o600], memory: { 0x1000: "/tmp" } }, '"/tmp", O_RDWR|O_TMPFILE, 0600'],
    ["openat2", { arguments: [4, 0x1000, 0x2000, 24], memory: { 0x1000: "f", 0x2000: [0o100n, 0o640n, 8n] } }, '4, "f", {O_RDONLY|O_CREAT, 0640, RESOLVE_BENEATH}, 24'],
    ["mmap", { arguments: [0, 8192, 3, 0x22, minusOne, 0] }, "0x0, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0"],
    ["mprotect", { arguments: [0x7f0000000000n, 4096, 0] }, "0x7f0000000000, 4096, PROT_NONE"],
    ["mremap", { arguments: [0x1000, 1, 2, 1, 0x9000] }, "0x1000, 1, 2, MREMAP_MAYMOVE"],
    ["mremap", { arguments: [0x1000, 1, 2, 3, 0x9000] }, "0x1000, 1, 2, MREMAP_MAYMOVE|MREMAP_FIXED, 0x9000"],
    ["lseek", { arguments: [3, -5n, 1] }, "3, -5, SEEK_CUR"],
    ["access", { arguments: [0x1000, 4], memory: { 0x1000: "a" } }, '"a", R_OK'],
    ["faccessat", { arguments: [3, 0x1000, 5], memory: { 0x1000: "a" } }, '3, "a", R_OK|X_OK'],
    ["access", { arguments: [0x1000, 0], memory: { 0x1000: "a" } }, '"a", F_OK'],
    ["chown", { arguments: [0x1000, 1000, minusOne], memory: { 0x1000: "a" } }, '"a", 1000, -1'],
    ["mknod", { arguments: [0x1000, 0o020644, 0x103], memory: { 0x1000: "null" } }, '"null", S_IFCHR|0644, 0x103'],
    ["umask", { arguments: [0o22] }, "022"],
    ["kill", { arguments: [0xffff_fff6n, 9] }, "-10, SIGKILL"],
    ["tgkill", { arguments: [7, 8, 34] }, "7, 8, SIGRTMIN+2"],
    ["wait4", { arguments: [minusOne, 0, 3, 0] }, "-1, 0x0, WNOHANG|WUNTRACED, 0x0"],
    ["clone", { arguments: [0x1200011, 0, 0, 0x50, 0] }, "CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, 0x0, 0x0, 0x50, 0x0"],
    ["ioctl", { arguments: [0, 0x5401, 0x10] }, "0, TCGETS, 0x10"],
    ["fcntl", { arguments: [3, 2, 1] }, "3, F_SETFD, FD_CLOEXEC"],
    ["flock", { arguments: [3, 6] }, "3, LOCK_EX|LOCK_NB"],
    ["futex", { arguments: [0x100, 128, 2, 0] }, "0x100, FUTEX_WAIT|FUTEX_PRIVATE_FLAG, 2, 0x0"],
    ["futex", { arguments: [0x100, 129, 1, 7, 8, 9] }, "0x100, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1"],
    ["futex", { arguments: [0x100, 5, 1, 2, 0x200, 0x10000001] }, "0x100, FUTEX_WAKE_OP, 1, 0x2, 0x200, 268435457"],
    ["socket", { arguments: [2, 0o2000001, 6] }, "AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP"],
    ["socket", { arguments: [16, 3, 0] }, "AF_NETLINK, SOCK_RAW, NETLINK_ROUTE"],
    ["socket", { arguments: [1, 2, 0] }, "AF_UNIX, SOCK_DGRAM, 0"],
    ["setsockopt", { arguments: [3, 1, 2, 0x40, 4] }, "3, SOL_SOCKET, SO_REUSEADDR, 0x40, 4"],
    ["setsockopt", { arguments: [3, 6, 1, 0x40, 4] }, "3, SOL_TCP, TCP_NODELAY, 0x40, 4"],
    ["setsockopt", { arguments: [3, 263, 1, 0x40, 4] }, "3, SOL_PACKET, 1, 0x40, 4"],
    ["shutdown", { arguments: [3, 2] }, "3, SHUT_RDWR"],
    ["epoll_ctl", { arguments: [4, 1, 5, 0x60] }, "4, EPOLL_CTL_ADD, 5, 0x60"],
    ["eventfd2", { arguments: [0, 0o2004000] }, "0, EFD_CLOEXEC|EFD_NONBLOCK"],
    ["accept4", { arguments: [3, 0, 0, 0] }, "3, 0x0, 0x0, 0x0"],
    ["clock_gettime", { arguments: [1, 0x70] }, "CLOCK_MONOTONIC, 0x70"],
    ["nanosleep", { arguments: [0x1000, 0], memory: { 0x1000: [1n, 5_000_000n] } }, "[1.005000000], 0x0"],
    ["select", { arguments: [1, 0, 0, 0, 0] }, "1, 0x0, 0x0, 0x0, NULL"],
    ["setitimer", { arguments: [0, 0x1000, 0], memory: { 0x1000: [0n, 0n, 2n, 10n] } }, "ITIMER_REAL, [0.000000,2.000010], 0x0"],
    ["utimensat", { arguments: [0xffff_ff9cn, 0, 0x1000, 0x100], memory: { 0x1000: [0n, 0x3fffffffn, 5n, 6n] } }, "AT_FDCWD, 0x0, [UTIME_NOW][5.000000006], AT_SYMLINK_NOFOLLOW"],
    ["prlimit64", { arguments: [0, 7, 0x1000, 0], memory: { 0x1000: [1024n, -1n] } }, "0, RLIMIT_NOFILE, [1024,RLIM_INFINITY], 0x0"],
    ["rt_sigprocmask", { arguments: [0, 0x1000, 0, 8], memory: { 0x1000: [0x4002n] } }, "SIG_BLOCK, [SIGINT|SIGTERM], 0x0, 8"],
    ["rt_sigprocmask", { arguments: [2, 0x1000, 0, 8], memory: { 0x1000: [~0x100n] } }, "SIG_SETMASK, ~[SIGKILL], 0x0, 8"],
    ["rt_sigprocmask", { arguments: [2, 0x1000, 0, 8], memory: { 0x1000: [-1n] } }, "SIG_SETMASK, ~[], 0x0, 8"],
    ["rt_sigprocmask", { arguments: [2, 0xdead, 0, 8] }, "SIG_SETMASK, 0xdead, 0x0, 8"],
    ["rt_sigprocmask", { arguments: [2, 0x1000, 0, 8], memory: { 0x1000: [0n] } }, "SIG_SETMASK, [EMPTY], 0x0, 8"],
    ["rt_sigaction", { arguments: [13, 0x1000, 0, 8], memory: { 0x1000: [1n, 0n, 0n, 0n] } }, "SIGPIPE, {SIG_IGN}, 0x0, 8"],
    ["rt_sigaction", { arguments: [2, 0x1000, 0, 8], memory: { 0x1000: [0x5500n, 0x14000000n, 0x7f00n, 1n] } }, "SIGINT, {0x5500, SA_RESTORER|SA_RESTART, 0x7f00, [SIGHUP]}, 0x0, 8"],
    ["clone3", { arguments: [0x1000, 88], memory: { 0x1000: [0x3d0f00n, 0n, 0n, 0n, 0n, 0x7f0000n, 8192n, 0n] } }, "{CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID, 0, 0x7f0000, 8192}, 88"],
    ["mount", { arguments: [0, 0x1000, 0, 0x5000, 0], memory: { 0x1000: "/mnt" } }, '0x0, "/mnt", 0x0, MS_BIND|MS_REC, 0x0'],
    ["mount", { arguments: [0, 0x1000, 0, 0x1_0000_0001n, 0], memory: { 0x1000: "/mnt" } }, '0x0, "/mnt", 0x0, MS_RDONLY|0x100000000, 0x0'],
    ["preadv2", { arguments: [3, 0x10, 2, 100, 77, 8] }, "3, 0x10, 2, 100, RWF_NOWAIT"],
    ["openat2", { arguments: [4, 0x1000, 0x2000, 24], memory: { 0x1000: "f", 0x2000: [0n, 0n, 0n] } }, '4, "f", {O_RDONLY, 0, 0x0}, 24'],
    ["ioprio_set", { arguments: [1, 0, (2 << 13) | 4] }, "IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)"],
    ["msgget", { arguments: [0, 0o1644] }, "IPC_PRIVATE, IPC_CREAT|0644"],
    ["prctl", { arguments: [15, 0x1000, 0, 0, 0] }, "PR_SET_NAME, 0x1000, 0x0, 0x0, 0x0"],
    ["unlinkat", { arguments: [3, 0x1000, 0x200], memory: { 0x1000: "d" } }, '3, "d", AT_REMOVEDIR'],
  ];
  it.each(cases)("%s %o", (name, call, expected) => {
    expect(argstr(name, call)).toBe(expected);
  });
});

describe("argstr of arrays and messages", () => {
  const vectors = { arguments: [3, 0x1000, 2], memory: { 0x1000: [0x2000n, 5n, 0x3000n, 100n], 0x2000: "hello and more", 0x3000: "x".repeat(100) } };
  const cases: readonly (readonly [string, FakeCall, string])[] = [
    ["readv", vectors, "3, [{0x2000, 5}, {0x3000, 100}], 2"],
    ["writev", vectors, `3, [{"hello", 5}, {"${"x".repeat(44)}"..., 100}], 2`],
    ["writev", { arguments: [3, 0xdead, 2] }, "3, 0xdead, 2"],
    ["writev", { arguments: [3, 0, 0] }, "3, NULL, 0"],
    ["writev", { ...vectors, arguments: [3, 0x1000, 9], memory: { ...vectors.memory, 0x1000: [0x2000n, 5n, 0n, 0n, 0x2000n, 1n, 0x2000n, 2n] } }, '3, [{"hello", 5}, {"", 0}, {"h", 1}, ...], 9'],
    ["poll", { arguments: [0x1000, 2, minusOne], memory: { 0x1000: [0x1_0000_0003n, 0x5_ffff_ffffn] } }, "[{3, POLLIN}, {-1, POLLIN|POLLOUT}], 2, -1"],
    ["epoll_ctl", { arguments: [4, 1, 5, 0x1000], memory: { 0x1000: [0x5_8000_0001n, 0n] } }, "4, EPOLL_CTL_ADD, 5, {EPOLLIN|EPOLLET, 0x5}"],
    [
      "sendmsg",
      { arguments: [3, 0x1000, 0x4000], memory: { 0x1000: [0x2000n, 16n, 0x3000n, 1n, 0n, 0n], 0x2000: [0x0100007f_35000002n, 0n], 0x3000: [0x4000n, 2n], 0x4000: "hi" } },
      '3, {{AF_INET, 127.0.0.1, 53}, [{"hi", 2}], 0x0, 0}, MSG_NOSIGNAL',
    ],
    ["recvmsg", { arguments: [3, 0x1000, 0], memory: { 0x1000: [0n, 0n, 0x3000n, 1n, 0x5000n, 64n], 0x3000: [0x4000n, 512n] } }, "3, {0x0, [{0x4000, 512}], 0x5000, 64}, 0x0"],
    ["fcntl", { arguments: [3, 4, 0o4001] }, "3, F_SETFL, O_WRONLY|O_NONBLOCK"],
    ["fcntl", { arguments: [3, 1030, 10] }, "3, F_DUPFD_CLOEXEC, 0xa"],
    ["prctl", { arguments: [15, 0x1000, 0, 0, 0], memory: { 0x1000: "worker" } }, 'PR_SET_NAME, "worker", 0x0, 0x0, 0x0'],
    ["prctl", { arguments: [1, 9, 0, 0, 0] }, "PR_SET_PDEATHSIG, SIGKILL, 0x0, 0x0, 0x0"],
    ["bpf", { arguments: [0, 0x1000, 80], memory: { 0x1000: [0x4_0000_0001n, 0x64_0000_0008n, 0n] } }, "BPF_MAP_CREATE, {BPF_MAP_TYPE_HASH, 4, 8, 100, 0x0}, 80"],
    ["perf_event_open", { arguments: [0x1000, 0, minusOne, minusOne, 8], memory: { 0x1000: [0x80_0000_0001n, 2n, 1n] } }, "{PERF_TYPE_SOFTWARE, 128, 0x2, 1}, 0, -1, -1, PERF_FLAG_FD_CLOEXEC"],
    ["personality", { arguments: [0x40000] }, "PER_LINUX|ADDR_NO_RANDOMIZE"],
  ];
  it.each(cases)("%s %#", (name, call, expected) => {
    expect(argstr(name, call)).toBe(expected);
  });
});

describe("calls of 32-bit programs", () => {
  const words = (...values: readonly number[]) => Uint8Array.from(Buffer.from(Uint32Array.from(values).buffer));
  const cases: readonly (readonly [string, FakeCall, string])[] = [
    ["openat", { arguments: [0xffff_ff9cn, 0x1000, 0], memory: { 0x1000: "f" } }, 'AT_FDCWD, "f", O_RDONLY'],
    ["lseek", { arguments: [3, 0xffff_fffb, 1] }, "3, -5, SEEK_CUR"],
    ["compat_nanosleep", { arguments: [0x1000, 0], memory: { 0x1000: words(1, 5_000_000) } }, "[1.005000000], 0x0"],
    ["clock_nanosleep", { arguments: [1, 0, 0x1000, 0], memory: { 0x1000: [2n, 7n] } }, "CLOCK_MONOTONIC, 0x0, [2.000000007], 0x0"],
    ["readv", { arguments: [3, 0x1000, 1], memory: { 0x1000: words(0x2000, 16) } }, "3, [{0x2000, 16}], 1"],
    ["pread", { arguments: [3, 0x1000, 16, 1, 2] }, `3, 0x1000, 16, ${0x2_0000_0001}`],
    ["truncate64", { arguments: [0x1000, 0xffff_ffff, 0xffff_ffff], memory: { 0x1000: "f" } }, '"f", -1'],
    ["mmap", { arguments: [0, 4096, 1, 2, 3, 2] }, "0x0, 4096, PROT_READ, MAP_PRIVATE, 3, 2"],
    ["chown16", { arguments: [0x1000, 0xffff, 1000], memory: { 0x1000: "f" } }, '"f", -1, 1000'],
    ["rt_sigaction32", { arguments: [2, 0x1000, 0, 8], memory: { 0x1000: words(0x5500, 0x10000000, 0, 1, 0) } }, "SIGINT, {0x5500, SA_RESTART, 0x0, [SIGHUP]}, 0x0, 8"],
    ["compat_execve", { arguments: [0x1000, 0x2000, 0], memory: { 0x1000: "ls", 0x2000: words(0x1000, 0, 0) } }, '"ls", ["ls"], 0x0'],
    ["socketcall", { arguments: [1, 0x1000], memory: { 0x1000: words(2, 1, 0, 0, 0, 0) } }, "SYS_SOCKET, {2, 1, 0}"],
    ["ipc", { arguments: [23, 0, 4096, 0o1600, 0, 0] }, "SHMGET, 0, 4096, 896, 0x0, 0"],
    ["waitpid", { arguments: [minusOne, 0, 1] }, "-1, 0x0, WNOHANG"],
    ["ssetmask", { arguments: [2] }, "[SIGINT]"],
  ];
  it.each(cases)("%s %#", (name, call, expected) => {
    expect(compatValue(name, "argstr", call)).toBe(expected);
  });
});

describe("data", () => {
  const write = (text: string, count = text.length) => argstr("write", { arguments: [1, 0x1000, count], memory: { 0x1000: text } });

  it("is quoted", () => {
    expect(write("hello\n")).toBe(String.raw`1, "hello\n", 6`);
  });
  it("is cut to what argstr shows, however much was read", () => {
    expect(quotedData.render("x".repeat(127), 200n)).toBe(`"${"x".repeat(44)}"...`);
  });
  it("ends where the count says", () => {
    expect(write("hello and more", 5)).toBe('1, "hello", 5');
  });
  it("is cut, and says so", () => {
    expect(write("x".repeat(100))).toBe(`1, "${"x".repeat(44)}"..., 100`);
  });
  it("goes on behind a NUL, wherever it begins", () => {
    const bytes = (text: string) => ({ 0x1000: Uint8Array.from(Buffer.from(text.padEnd(64, "\0"), "latin1")) });
    for (const offset of [0, 1, 7]) {
      const memory = bytes(`${"-".repeat(offset)}a\0\xffb${"c".repeat(44)}`);
      expect(argstr("write", { arguments: [1, 0x1000 + offset, 4], memory })).toBe(String.raw`1, "a\000\377b", 4`);
      expect(argstr("write", { arguments: [1, 0x1000 + offset, 48], memory })).toBe(String.raw`1, "a\000\377b${"c".repeat(40)}"..., 48`);
    }
    expect(argstr("writev", { arguments: [1, 0x2000, 1], memory: { 0x2000: [0x1001n, 3n], ...bytes("-a\0b") } })).toBe(String.raw`1, [{"a\000b", 3}], 1`);
  });
  it("isn't read where there's none", () => {
    expect(argstr("write", { arguments: [1, 0xdead, 0] })).toBe('1, "", 0');
  });
  it("that can't be read is its address", () => {
    expect(argstr("write", { arguments: [1, 0xdead, 3] })).toBe("1, 0xdead, 3");
  });
});

describe("socket addresses", () => {
  const address = (bytes: Uint8Array, length = bytes.length): FakeCall => ({ arguments: [3, 0x1000, length], memory: { 0x1000: Uint8Array.from([...bytes, ...new Array<number>(40).fill(0)]) } });
  const inet = address(Uint8Array.from([2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
  const inet6 = (bytes: readonly number[]) => address(Uint8Array.from([10, 0, 1, 187, 0, 0, 0, 5, ...bytes, 2, 0, 0, 0]));
  const local = (path: string) => address(Buffer.from(`\x01\0${path}`, "latin1"));

  it.each([
    [inet, "3, {AF_INET, 127.0.0.1, 80}, 16"],
    [inet6([...new Array<number>(15).fill(0), 1]), "3, {AF_INET6, ::1, 443}, 28"],
    [inet6([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12]), "3, {AF_INET6, 2001:db8::12, 443}, 28"],
    [inet6([...new Array<number>(10).fill(0), 0xff, 0xff, 10, 0, 0, 1]), "3, {AF_INET6, ::ffff:10.0.0.1, 443}, 28"],
    [local("/run/socket\0"), "3, {AF_UNIX, /run/socket}, 14"],
    [local("\0abstract"), "3, {AF_UNIX, @abstract}, 11"],
    [address(Uint8Array.from([16, 0, 0, 0, 1, 0, 0, 0, 0x11, 0, 0, 0])), "3, {AF_NETLINK, pid=1, groups=00000011}, 12"],
    [address(Uint8Array.from([17, 0, 0, 0])), "3, {AF_PACKET}, 4"],
    [{ arguments: [3, 0, 0] }, "3, NULL, 0"],
  ] as const)("%#", (call, expected) => {
    expect(argstr("connect", call)).toBe(expected);
  });
  it("have SystemTap's values", () => {
    const values = ["uaddr_af", "uaddr_ip", "uaddr_ip_port", "uaddr_ipv6_flowinfo", "uaddr_ipv6_scope_id"];
    expect(values.map((name) => entryValue("connect", name, inet))).toEqual(["AF_INET", "127.0.0.1", "80", "", ""]);
    expect(values.map((name) => entryValue("bind", name, inet6([...new Array<number>(15).fill(0), 1])))).toEqual(["AF_INET6", "::1", "443", "5", "2"]);
  });
  it("are read no further than they're long", () => {
    expect(argstr("connect", { arguments: [3, 0x1000, 2], memory: { 0x1000: Uint8Array.from([10, 0, 9, 9, 9, 9, 9, 9, 9]) } })).toBe("3, {AF_INET6, ::, 2313}, 2");
  });
});

describe("a program's arguments", () => {
  const execve = (strings: readonly string[]): FakeCall => ({
    arguments: [0x1000, 0x2000, 0x3000],
    memory: {
      0x1000: "/bin/ls",
      0x2000: [...strings.map((_, index) => BigInt(0x4000 + 0x100 * index)), 0n, 0xbadn],
      ...Object.fromEntries(strings.map((text, index) => [0x4000 + 0x100 * index, text])),
    },
  });

  it("are listed", () => {
    expect(argstr("execve", execve(["ls", "-l", ""]))).toBe('"/bin/ls", ["ls", "-l", ""], 0x3000');
    expect(entryValue("execve", "args", execve(["ls"]))).toBe('["ls"]');
  });
  it("are an address where the list can't be read", () => {
    expect(argstr("execve", { ...execve([]), arguments: [0x1000, 0xdead, 0] })).toBe('"/bin/ls", 0xdead, 0x0');
    expect(argstr("execve", { ...execve([]), arguments: [0x1000, 0, 0] })).toBe('"/bin/ls", NULL, 0x0');
  });
  it("are cut when there are many", () => {
    expect(entryValue("execve", "args", execve([..."abcdefgh"]))).toBe('["a", "b", "c", "d", "e", "f", "g", "h"]');
    expect(entryValue("execve", "args", execve([..."abcdefghi"]))).toBe('["a", "b", "c", "d", "e", "f", "g", "h", ...]');
  });
});
