// docs/syscalls-and-strace.md: what argstr and retstr say of calls beside what strace says of the same. A test has both watch one workload
// (packages/tapsets/syscall/test/strace.native.test.ts), docs/syscalls-and-strace.json keeps what they said, the page is made of that.
import { columns, foundPage } from "./found-page.mjs";

function read(testResults) {
  return testResults.flatMap(({ assertionResults }) => assertionResults).find(({ meta }) => meta?.syscallsAndStrace !== undefined)?.meta.syscallsAndStrace;
}

/** docs/syscalls-and-strace: whether it's what runs have found, and writing it. */
export const syscallsAndStrace = foundPage({ name: "syscalls-and-strace", test: "packages/tapsets/syscall/test/strace.native.test.ts", read, page });

function page(data) {
  const machines = Object.keys(data);
  const [first] = machines;
  const calls = data[first]?.calls ?? [];
  const isSame = (machine) => JSON.stringify(data[machine].calls) === JSON.stringify(calls);
  const code = (text) => (text === undefined ? "" : `\`${text.replaceAll("|", "\\|")}\``);
  return [
    "# What `syscall.*` prints beside strace",
    "",
    "Written by `npm run syscalls-and-strace` from what a test found: strace runs a command, and a script traces it at the same time with",
    "",
    "```",
    'probe syscall.*.return { printf("%s(%s) = %s\\n", name, argstr, retstr) }',
    "```",
    "",
    "`npm test` fails when either says anything else. Where strace's column is empty it has the same text. `ADDRESS` is an address, `…` what differs from run to run.",
    "Results are the same numbers and errors; a failure is `-2 (ENOENT)` here and `-1 ENOENT (No such file or directory)` there.",
    "",
    ...machines.map((machine) => `- ${machine}: ${columns[machine]}${machine === first ? "" : isSame(machine) ? ": the same" : ": differs, see the JSON"}`),
    "",
    "| call and arguments | result | strace | result | why they differ |",
    "|---|---|---|---|---|",
    ...calls.map(({ ours, result, strace, straceResult, why }) => `| ${code(ours)} | ${code(result)} | ${code(strace)} | ${code(straceResult)} | ${why ?? ""} |`),
    "",
  ].join("\n");
}
