const bpftrace = { debian: "bpftrace" };
const goals = { packages: { bpftrace: 0.1 }, "with Node": { bpftrace: 1 } };

/** @param {number} count @param {(index: number) => string} statement */
const statements = (count, statement) => Array.from({ length: count }, (_, index) => statement(index + 1)).join("\n");

/** @type {readonly import("../contracts.js").Case[]} */
export const size = [
  {
    name: "size-alone",
    title: "the command without any tapset",
    figure: "installed size",
    tapset: { npm: ["tapset"] },
    bpftrace,
    goals,
  },
  {
    name: "size-two",
    title: "the command and two tapsets",
    figure: "installed size",
    tapset: { npm: ["tapset", "@tapset/lifecycle", "@tapset/kernel"] },
    bpftrace,
    goals,
  },
  {
    name: "size-std",
    title: "the command and all our tapsets",
    figure: "installed size",
    tapset: { npm: ["tapset", "@tapset/std"] },
    bpftrace,
    goals,
  },
  {
    name: "compile",
    title: "scripts of 10, 100 and 1,000 statements compiled, not run",
    figure: "compile time",
    tapset: {
      /** @param {number} count */
      script: (count) => `global a\nprobe syscall.getppid {\n${statements(count, (index) => `if (pid() == ${index}) a[${index}] += ${index}`)}\n}\n`,
      /** @param {string} path */
      line: (path) => ["-p3", path],
    },
    bpftrace: {
      /** @param {number} count */
      script: (count) => `tracepoint:syscalls:sys_enter_getppid {\n${statements(count, (index) => `if (pid == ${index}) { @a[${index}] += ${index}; }`)}\n}\n`,
      /** @param {string} path */
      line: (path) => ["-d", path],
    },
    goals: { 10: { bpftrace: 0.5 }, 100: { bpftrace: 0.5 }, 1000: { bpftrace: 0.5 }, growth: { value: 20 } },
  },
];
