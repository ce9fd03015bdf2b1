import { subject } from "../row.js";

/** Texts that the session makes (a date, an address with its family, a list of flags), kept by handlers that may run in the kernel. What they are made of isn't known to the compiler. */
export const keptTexts = subject("texts that are made when they are printed", [
  {
    title: "a global keeps one",
    declarations: "function none() { return cpu() >> 20 } global when",
    body: 'when = ctime(none() + 86400) println("[", when, "]")',
    output: "[Fri Jan  2 00:00:00 1970]\n",
  },
  {
    title: "values of an array keep them, each its own",
    declarations: "function none() { return cpu() >> 20 } global days",
    body: "for (i = 0; i < 3; i++) days[i] = ctime(none() + i * 86400) foreach (i+ in days) println(i, \" \", days[i])",
    output: "0 Thu Jan  1 00:00:00 1970\n1 Fri Jan  2 00:00:00 1970\n2 Sat Jan  3 00:00:00 1970\n",
  },
  {
    title: "a loop visits them as values",
    declarations: "function none() { return cpu() >> 20 } global days",
    body: "days[7] = ctime(none() + 0) foreach (day = i in days) printf(\"%d %s|%30s|\\n\", i, day, day)",
    output: "7 Thu Jan  1 00:00:00 1970|      Thu Jan  1 00:00:00 1970|\n",
  },
  {
    title: "one is handed from variable to variable",
    declarations: "function none() { return cpu() >> 20 } global first, second",
    body: "first = ctime(none() + 1) second = first text = second first = \"gone\" println(text, \", \", first)",
    output: "Thu Jan  1 00:00:01 1970, gone\n",
  },
  {
    title: "one is part of a longer text",
    declarations: "function none() { return cpu() >> 20 } global lines",
    body: 'lines[1] = sprintf("<%d %s>", 5, ctime(none() + 2)) . "!" println(lines[1] . "?")',
    output: "<5 Thu Jan  1 00:00:02 1970>!?\n",
  },
  {
    title: "a variable holds one or another text",
    declarations: "function none() { return cpu() >> 20 } global even",
    body: 'for (i = 0; i < 2; i++) { if (i % 2) text = "odd" else text = ctime(none() + i) even[i] = text } println(even[0], ", ", even[1])',
    output: "Thu Jan  1 00:00:00 1970, odd\n",
  },
  {
    title: "numbers that one is made of may be negative",
    declarations: "function none() { return cpu() >> 20 } global before",
    body: "before = ctime(none() - 1) println(before)",
    output: "Wed Dec 31 23:59:59 1969\n",
  },
  {
    title: "one is compared with another text",
    declarations: "function none() { return cpu() >> 20 } global when",
    body: 'when = ctime(none() + 0) println(when == "Thu Jan  1 00:00:00 1970")',
    output: "1\n",
    refusedInKernel: "fact-needs-session",
  },
  {
    title: "one is a key",
    declarations: "function none() { return cpu() >> 20 } global seen",
    body: "seen[ctime(none() + 0)] = 1 println(ctime(none() + 0) in seen)",
    output: "1\n",
    refusedInKernel: "fact-needs-session",
  },
]);
