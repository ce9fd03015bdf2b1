import { subject } from "../row.js";

export const conditionalCompilation = subject("conditional compilation", [
  { title: "numbers", body: '%( 1 < 2 %? print("a") %: print("b") %)', output: "a" },
  { title: "without another branch", body: '%( 1 > 2 %? print("a") %) print("b")', output: "b" },
  { title: "within another", body: '%( 1 == 1 %? %( 2 == 3 %? print("a") %: print("b") %) %: print("c") %)', output: "b" },
  { title: "strings", body: '%( "a" != "b" %? print("a") %: print("b") %)', output: "a" },
  { title: "&& and ||", body: '%( 1 == 2 || 3 == 3 && "x" == "x" %? print("a") %: print("b") %)', output: "a" },
  { title: "the kernel's version, by its numbers", body: '%( kernel_v >= "2.6.9" %? print("a") %: print("b") %) %( kernel_v < "2.6.10" %? print("c") %: print("d") %)', output: "ad" },
  { title: "the kernel's release", body: '%( kernel_vr > "2.6" %? print("a") %: print("b") %)', output: "a" },
  { title: "the architecture", body: '%( arch == "x86_64" %? print("a") %: print("b") %) %( arch != "arm64" %? print("c") %: print("d") %)', output: "ac" },
  { title: "wildcards", body: '%( arch == "x86*" %? print("a") %: print("b") %)', output: "a" },
  { title: "the runtime", body: '%( runtime == "bpf" %? print("a") %: print("b") %)', output: "a" },
  { title: "within an expression", body: "print(1 + %( 1 == 1 %? 2 %: 3 %) * 2)", output: "5" },
  { title: "around declarations", declarations: "%( 1 == 1 %? global g = 4 %: global g = 5 %)", body: "print(g)", output: "4" },
  { title: "what isn't chosen need not make sense", body: '%( 1 == 2 %? nosuch(((  %: print("a") %)', output: "a" },
]);

export const macros = subject("macros", [
  { title: "without parameters", declarations: "@define SIX %( 6 %)", body: "print(@SIX * 7)", output: "42" },
  { title: "are pasted, not evaluated", declarations: "@define SUM %( 1 + 2 %)", body: "print(@SUM * 3)", output: "7" },
  { title: "with parameters", declarations: "@define add(a, b) %( (@a + @b) %)", body: "print(@add(1, hidden(2)) * 2)", output: "6" },
  { title: "with a parameter used twice", declarations: "@define square(x) %( ((@x) * (@x)) %)", body: "print(@square(hidden(2) + 1))", output: "9" },
  { title: "of statements", declarations: '@define say(what) %( print("<", @what, ">") %)', body: '@say("a") @say(hidden(1))', output: "<a><1>" },
  { title: "that use others", declarations: "@define two %( 2 %)\n@define four %( (@two + @two) %)", body: "print(@four * @two)", output: "8" },
  { title: "with conditions", declarations: '@define which %( %( 1 == 1 %? "a" %: "b" %) %)', body: "print(@which)", output: "a" },
  { title: "whose parameters hold commas in parentheses", declarations: "function add(a, b) { return a + b }\n@define twice(x) %( (@x + @x) %)", body: "print(@twice(add(1, hidden(2))))", output: "6" },
  { title: "of declarations", declarations: "@define counter(name) %( global @name = 3 %)\n@counter(n)", body: "print(n++, n)", output: "34" },
]);

export const commandLineArguments = subject("arguments of the command line", [
  { title: "as numbers", args: ["42", "-7"], body: "print($1 + $2)", output: "35" },
  { title: "as strings", args: ["42", "a b"], body: 'print(@1 . "|" . @2)', output: "42|a b" },
  { title: "pasted as they are", args: ["print", "hidden"], body: '$1("x", $2(5))', output: "x5" },
  { title: "their number", args: ["a", "b", "c"], body: "print($#, @#)", output: "33" },
  { title: "none", args: [], body: "print($#)", output: "0" },
  { title: "in conditions", args: ["5"], body: '%( $# == 1 %? print("one") %: print("other") %) %( $1 > 4 %? print(" more") %: print(" less") %)', output: "one more" },
  { title: "with quotes and backslashes", args: ['"\\n'], body: "print(@1)", output: '"\\n' },
]);
