import { subject } from "../row.js";

export const conditions = subject("conditions", [
  { title: "if and else", body: 'if (hidden(1)) print("a") else print("b"); if (hidden(0)) print("c") else print("d")', output: "ad" },
  { title: "else belongs to the nearest if", body: 'if (hidden(1)) if (hidden(0)) print("a") else print("b")', output: "b" },
  { title: "a chain", body: 'for (i = 0; i < 4; i++) if (i == 0) print("zero ") else if (i == 1) print("one ") else print("more ")', output: "zero one more more " },
  { title: "empty statements", body: '; if (hidden(1)) ; else print("no"); { } ; print("end")', output: "end" },
  { title: "any number but 0 is true", body: 'if (hidden(-1)) print("a"); if (hidden(256)) print("b"); if (!hidden(0)) print("c")', output: "abc" },
]);

export const loops = subject("loops", [
  { title: "while", body: "i = 3; while (i) { print(i); i-- }", output: "321" },
  { title: "while (i--)", body: "i = hidden(3); while (i--) print(i); println(\" \", i)", output: "210 -1\n" },
  { title: "for", body: "for (i = 0; i < 3; i++) print(i); println(i)", output: "0123\n" },
  { title: "for without its parts", body: "i = 0; for (;;) { if (i >= hidden(3)) break; print(i); i++ }", output: "012" },
  { title: "a loop that never runs", body: 'for (i = hidden(5); i < 5; i++) print("x"); while (hidden(0)) print("y"); print("end")', output: "end" },
  { title: "continue goes to the step", body: "for (i = 0; i < 6; i++) { if (i % 2) continue; print(i) }", output: "024" },
  { title: "continue in while", body: "i = 0; while (i < 5) { i++; if (i == 3) continue; print(i) }", output: "1245" },
  { title: "break leaves the inner loop", body: 'for (i = 0; i < 3; i++) { for (j = 0; j < 3; j++) { if (j == i) break; print(i, j, " ") } }', output: "10 20 21 " },
  { title: "continue within inner loops", body: 'for (i = 0; i < 3; i++) { for (j = 0; j < 3; j++) { if (j == 1) continue; print(i, j, " ") } if (i == 1) continue; print("| ") }', output: "00 02 | 10 12 20 22 | " },
  { title: "a bound that moves", body: "n = hidden(3); for (i = 0; i < n; i++) { if (i == 1) n = 5; print(i) }", output: "01234" },
  { title: "many rounds", body: "for (i = 0; i < 300; i++) s += i; println(s)", output: "44850\n" },
]);

export const leavingAHandler = subject("leaving a handler", [
  { title: "next", body: 'print("a"); if (hidden(1)) next; print("b")', output: "a" },
  { title: "next from a loop", body: 'for (i = 0; i < 5; i++) { if (i == 2) next; print(i) } print("no")', output: "01" },
  { title: "exit goes on to the handler's end", body: 'exit(); print("after")', output: "after" },
  {
    title: "more statements than MAXACTION",
    body: "while (!hidden(0)) n++; println(n)",
    output: "",
    messages: "ERROR: MAXACTION exceeded near keyword 'while' at column 1\nWARNING: Number of errors: 1, skipped probes: 0\n",
  },
]);
