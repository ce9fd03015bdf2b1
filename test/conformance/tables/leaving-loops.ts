import { subject } from "../row.js";

const STEPS = "global n\nfunction step(x) { for (i = 0; i < 3; i++) { if (i == x) return i * 10; n += i } return -1 }";

export const leavingInlinedLoops = subject("functions left from their loops", [
  { title: "in a loop", declarations: STEPS, body: 'for (j = 0; j < 3; j++) println(step(hidden(1)), " ", n, " ", 6 / (j + 1))', output: "10 0 6\n10 0 3\n10 0 2\n" },
  { title: "in a loop within another", declarations: STEPS, body: 'for (k = 0; k < 2; k++) { j = 0; while (j < 2) { j++; println(step(hidden(2)), " ", 6 / j) } println("after ", n) }', output: "20 6\n20 3\nafter 2\n20 6\n20 3\nafter 4\n" },
  {
    title: "in a foreach, with errors caught around",
    declarations: `${STEPS}\nglobal a`,
    body: 'a[0] = a[1] = a[2] = 1; try { foreach (k+ in a) { foreach (l+ in a limit 2) print(step(l), " "); println(6 / (2 - k)) } } catch (m) { println(m) } println("after ", n)',
    output: "0 10 3\n0 10 6\n0 10 division by 0\nafter 0\n",
  },
]);

export const guardedCalls = subject("calls in a try of an inlined function", [
  {
    title: "with the message",
    declarations: 'function down(x) { if (x == 0) error("deep"); return 1 + down(x - 1) }\nfunction safe(x) { try { y = down(x) } catch (m) { return m } return "none" }',
    body: "println(safe(hidden(2)), 1)",
    output: "deep1\n",
  },
  {
    title: "without it",
    declarations: 'function down(x) { if (x < 0) error("deep"); if (x == 0) return 0; return 1 + down(x - 1) }\nfunction safe(x) { try { return down(x) } catch { return -1 } }',
    body: 'println(safe(hidden(2)) + safe(3), " ", safe(hidden(-1)))',
    output: "5 -1\n",
  },
]);

export const wrappingAfterDelete = subject("arrays that wrap, emptied", [
  { title: "and filled again with the same keys", declarations: "global r%[3]", body: 'for (i = 0; i < 12; i++) { delete r; r[1]++; r[1] += 5 } r[2] = 1; println(r[1], " ", r[2])', output: "6 1\n" },
]);
