import { subject } from "../row.js";

export const registers = subject("registers where there are none", [
  { title: "are known not to be there", body: "println(registers_valid(), user_mode(), addr())", output: "000\n" },
  ...['register("rax")', 'u_register("eax")', "returnval()", "int_arg(1)", "pointer_arg(hidden(2))", 'register(hidden(1) ? "rax" : "rbx")'].map((call) => ({
    title: `${call} is an error`,
    body: `try { println(${call}) } catch (why) { println("caught: ", why) } println("on")`,
    output: "caught: cannot access CPU registers in this context\non\n",
  })),
  { title: "an error that nobody catches stops the handler", body: 'println("a"); x = registers_valid() ? 1 : register("r8"); println("b", x)', output: "a\n", messages: "ERROR: cannot access CPU registers in this context near identifier 'register' at column 43\nWARNING: Number of errors: 1, skipped probes: 0\n" },
  { title: "a call that isn't come to is none", body: 'println(registers_valid() ? register("rip") : -1)', output: "-1\n" },
  { title: "how arguments are passed can be said", body: "asmlinkage(); fastcall(); regparm(0); println(1)", output: "1\n" },
]);
