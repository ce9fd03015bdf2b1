import { subject } from "../row.js";

const NOWHERE = "0x0000000000000010";

/** Reads of memory that isn't there: an error, or what stands for it. */
export const unreadable = subject("unreadable memory", [
  { title: "numbers of the kernel", body: 'try { println(kernel_long(hidden(16))) } catch (m) { println(m) }', output: `kernel read fault at ${NOWHERE}\n`, counted: "1 read of memory failed" },
  { title: "strings of the kernel", body: 'try { println(kernel_string(hidden(16))) } catch (m) { println(m) }', output: `kernel string copy fault at ${NOWHERE}\n`, counted: "1 read of memory failed" },
  { title: "strings of a process", body: 'try { println(user_string(hidden(16))) } catch (m) { println(m) }', output: `user string copy fault at ${NOWHERE}\n`, counted: "1 read of memory failed" },
  { title: "numbers of a process", body: "println(user_long(hidden(16)), user_int8(hidden(17)))", output: "00\n", counted: "2 reads of memory failed" },
  { title: "with something in its place", body: 'println(kernel_string(hidden(16), "none"), "|", user_string2(hidden(16), "a" . "b"), "|", kernel_string_n(hidden(16), 3, "n"))', output: "none|ab|n\n", counted: "3 reads of memory failed" },
  {
    title: "something in its place that's made only then",
    declarations: 'global made function make(s) { made++; return s }',
    body: 'println(kernel_string(hidden(16), make("x")), made)',
    output: "x1\n",
    counted: "1 read of memory failed",
  },
  {
    title: "uncaught",
    body: "println(kernel_int(hidden(16)))",
    output: "",
    messages: `ERROR: kernel read fault at ${NOWHERE} near identifier 'kernel_int' at column 9\nWARNING: Number of errors: 1, skipped probes: 0\n`,
    counted: "1 read of memory failed",
  },
  { title: "the first byte decides", body: 'try { printf("%.4m", hidden(16)) } catch (m) { println(m) }', output: `kernel read fault at ${NOWHERE}\n`, counted: "1 read of memory failed" },
]);
