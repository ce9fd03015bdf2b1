import { subject } from "../row.js";

export const speculation = subject("speculation", [
  { title: "is printed when it's committed", body: 'id = speculation(); speculate(id, "held\\n"); println("first"); commit(id); println("last")', output: "first\nheld\nlast\n" },
  { title: "keeps the order it came in", body: 'id = speculation(); for (i = 0; i < 3; i++) speculate(id, sprintf("%d.", i)); commit(id)', output: "0.1.2." },
  { title: "is gone when it's discarded", body: 'id = speculation(); speculate(id, "held\\n"); discard(id); commit(id); println("last")', output: "last\n" },
  { title: "is printed once", body: 'id = speculation(); speculate(id, "a"); commit(id); commit(id); speculate(id, "b"); commit(id)', output: "ab" },
  { title: "of one id leaves that of another", body: 'a = speculation(); b = speculation(); speculate(a, "a1"); speculate(b, "b1"); speculate(a, "a2"); discard(b); commit(a); println(a == b)', output: "a1a20\n" },
  { title: "that nobody decides on isn't printed", body: 'speculate(speculation(), "held"); println("last")', output: "last\n" },
  { title: "of an id nobody gave", body: 'speculate(hidden(-5), execname() == "" ? "?" : "x"); commit(hidden(-5)); commit(99); discard(99)', output: "x" },
  { title: "may be empty", body: 'i = hidden(7); speculate(i++, ""); commit(7); println(i)', output: "8\n" },
  { title: "has values of its moment", declarations: "global n", body: 'id = speculation(); n = hidden(1); s = sprintf("%d-%s;", n, "é"); speculate(id, s); n = 2; s = "later"; speculate(id, s); commit(id)', output: "1-\xc3\xa9;later" },
]);
