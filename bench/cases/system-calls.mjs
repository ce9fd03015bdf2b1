/** Makes hundreds of thousands of system calls, little else, and the same each time. */
const COMMAND = ["ls", "-lR", "/usr/share"];

/** Every system call of a command printed with its arguments and result. @type {readonly import("../contracts.js").Case[]} */
export const systemCalls = [
  {
    name: "calls-printed",
    title: `every system call of ${COMMAND.join(" ")} printed with its arguments`,
    figure: "processor time",
    tapset: ["-e", 'probe syscall.*.return { if (pid() == target()) printf("%s(%s) = %s\\n", name, argstr, retstr) }', "-c", COMMAND.join(" ")],
    strace: ["-f", ...COMMAND],
    perf: ["trace", ...COMMAND],
    untraced: COMMAND,
    goals: { processor: { strace: 0.6 } },
  },
];
