// Which test files run in the lab: every native one, but these. A run there is to stay within a few minutes, at a tenth of the
// host's speed; what is left out depends on the command or on the host rather than on the kernel, or is covered by what is left.

export const nativeTests = ["packages/*/*/test/**/*.native.test.ts", "test/**/*.native.test.ts"];

const startsTheCommand = "each case starts the command, which takes seconds there; the sessions it makes are those of runtime and the tapsets";

/** Tests of families and tapsets that are younger than the last whole run of the labs. Each has passed there by itself or in part. */
const notYetSeen = "not yet seen to pass there in a whole run: run it there by name until it has been";

/** Files that don't run there, and why; with `only` in one of the labs alone. */
export const leftOut = [
  { file: "test/lab/guest.native.test.ts", reason: "it boots guests itself" },
  {
    file: "packages/engine/compiler/test/emit-bpf/verify.native.test.ts",
    reason: "three hundred loads take four minutes there; semantics.native.test.ts has the same scripts verified, and run",
  },
  {
    file: "packages/engine/compiler/test/emit-bpf/semantics-without-reads.native.test.ts",
    only: "lab",
    reason: "the same kernel runs these in the locked lab, where it matters",
  },
  {
    file: "packages/engine/runtime/test/native/too-complex.native.test.ts",
    reason: "a million instructions followed many times over take minutes there",
  },
  { file: "packages/apps/create-tapset/test/new-packages.native.test.ts", reason: "it starts vitest and the command, which take many seconds there" },
  { file: "test/conformance/live.native.test.ts", reason: "two hundred sessions take five minutes there; the compiler's own tests verify and run the same forms" },
  { file: "test/conformance/concurrency.native.test.ts", reason: "floods take minutes there" },
  { file: "test/conformance/string-limits.native.test.ts", reason: "sessions with the longest strings take minutes there" },
  { file: "test/fuzz/agreement.native.test.ts", reason: "sixty random scripts take minutes there" },
  { file: "test/behaviour/alias-backends.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/command-line.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/counts.native.test.ts", reason: "millions of events, and a workload in C, take minutes there" },
  { file: "test/behaviour/debian-scripts.native.test.ts", reason: "parsing is the same on any kernel" },
  { file: "test/behaviour/kept-arguments.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/example-scripts.native.test.ts", reason: "compiling takes minutes there; npm run example-scripts compiles for that kernel" },
  { file: "test/behaviour/examples.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/flags.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/handler-errors.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/other-kernel.native.test.ts", reason: "compiling for a frozen kernel is the same on any kernel" },
  { file: "test/behaviour/order.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/output.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/refused-packages.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/script-mistakes.native.test.ts", reason: "what is said of mistakes is the same on any kernel" },
  { file: "test/behaviour/session-ends.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/slow-reader.native.test.ts", reason: "millions of lines, and a workload in C, take minutes there" },
  { file: "test/behaviour/time-limits.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/traced-command.native.test.ts", reason: startsTheCommand },
  { file: "test/behaviour/without-privilege.native.test.ts", reason: startsTheCommand },
  { file: "packages/tapsets/vfs/test/pages.native.test.ts", reason: "what can be written to there is in memory alone" },
  { file: "packages/tapsets/tcp/test/counters.native.test.ts", reason: "so slow, what TCP does by timers comes between the kernel's counts and what the script tells" },
  { file: "packages/tapsets/ip/test/ipmib.native.test.ts", reason: notYetSeen },
  { file: "packages/tapsets/kernel/test/every-tracepoint.native.test.ts", reason: "a thousand attachments take minutes there" },
  { file: "test/package/strangers.native.test.ts", reason: "what is installed is the same on any kernel; npm and a registry take many minutes there" },
  { file: "test/behaviour/kernel-support.native.test.ts", reason: "every probe compiled by itself takes five minutes there: npm run kernel-support" },
  { file: "test/behaviour/probe-points.native.test.ts", reason: "some dozens of commands take many minutes there: npm run probe-points" },
  { file: "packages/tapsets/syscall/test/every-call.native.test.ts", reason: "every call, printed, takes more than a minute there" },
  { file: "packages/tapsets/syscall/test/strace.native.test.ts", reason: "two tracers beside each other take minutes there" },
];

/** What `machine`, a row of test/expected-skips.json, leaves out. */
export function leftOutOn(machine) {
  return leftOut.filter(({ only }) => only === undefined || only === machine).map(({ file }) => file);
}
