import { type Row, subject } from "../row.js";

const SHOW = 'foreach (k in a) print(k, "=", a[k], " ")';

export const arrays = subject("arrays", [
  { title: "elements", declarations: "global a", body: "a[1] = 10; a[hidden(2)] = 20; println(a[1], a[2], a[hidden(1)])", output: "102010\n" },
  { title: "elements that aren't there", declarations: "global a, s", body: 'if (hidden(0)) { a[1] = 1; s[1] = "x" } println(a[5], "[", s[5], "]", 5 in a)', output: "0[]0\n" },
  { title: "string keys", declarations: "global a", body: 'a["x"] = 1; a["y" . sprint(hidden(1))] = 2; println(a["x"], a["y1"], a["z"])', output: "120\n" },
  { title: "string values", declarations: "global a", body: 'a[1] = "one"; a[1] .= "!"; a[hidden(2)] = a[1] . "?"; println(a[1], a[2])', output: "one!one!?\n" },
  { title: "several keys", declarations: "global a", body: 'a[1, "x"] = 5; a[hidden(1), "y"] = 6; a[2, "x"] = 7; println(a[1, "x"], a[1, "y"], a[2, "x"], a[2, "y"])', output: "5670\n" },
  { title: "keys of all kinds", declarations: "global a", body: 'a["a", -1, "b", 9223372036854775807] = 3; println(a["a", hidden(-1), "b", 9223372036854775807], a["a", 1, "b", 9223372036854775807])', output: "30\n" },
  { title: "in", declarations: "global a", body: "a[1] = 0; println(1 in a, 2 in a, [1] in a, !(2 in a))", output: "1011\n" },
  { title: "in, with several keys", declarations: "global a", body: 'a[1, "x"] = 0; println([1, "x"] in a, [1, "y"] in a, [hidden(2), "x"] in a)', output: "100\n" },
  { title: "++ and others on elements", declarations: "global a", body: "a[1]++; a[1] += 10; b = a[1]++; c = --a[1]; a[2] -= 5; a[3] |= 6; a[1] *= 3; println(a[1], \" \", b, \" \", c, \" \", a[2], \" \", a[3])", output: "33 11 11 -5 6\n" },
  { title: "an update makes the element", declarations: "global a", body: "a[5] += 0; println(5 in a)", output: "1\n" },
  { title: "reading doesn't make the element", declarations: "global a", body: "if (hidden(0)) a[1] = 1; b = a[7]; println(b, 7 in a)", output: "00\n" },
  { title: "delete an element", declarations: "global a", body: `for (i = 0; i < 4; i++) a[i] = i * i; delete a[2]; delete a[9]; println(2 in a, a[2]); ${SHOW}`, output: "00\n0=0 1=1 3=9 ", byHashOrder: "shuffled" },
  { title: "delete everything", declarations: "global a", body: `a[1] = 1; a[2] = 2; delete a; ${SHOW} a[1] += 5; ${SHOW}`, output: "1=5 " },
  { title: "delete a scalar", declarations: 'global n = 5, s = "x"', body: 'n++; s .= "y"; delete n; delete s; println(n, "[", s, "]")', output: "0[]\n" },
  { title: "keys at the limits of a long", declarations: "global a", body: "a[-9223372036854775807 - 1] = 1; a[9223372036854775807] = 2; a[0] = 3; println(a[-9223372036854775807 - 1], a[9223372036854775807], a[hidden(0)])", output: "123\n" },
  { title: "keys that begin alike", declarations: "global a", body: 'a["ab"] = 1; a["a"] = 2; a[""] = 3; a["abc"] = 4; println(a["a"], a["ab"], a["abc"], a[""])', output: "2143\n" },
  { title: "an element of another's value", declarations: "global a, b", body: "a[1] = 2; b[2] = 3; println(b[a[1]], a[b[2] - 2])", output: "32\n" },
]);

const FILL = 'a["x"] = 3; a["z"] = 1; a["y"] = 2;';
const loop = (title: string, head: string, output: string, fill = FILL, print = 'print(k, "=", a[k], " ")'): Row => ({
  title,
  declarations: "global a",
  body: `${fill} foreach (${head}) ${print}`,
  output,
  ...(/[+-]/.test(head) ? { refusedInKernel: "sorted-foreach-in-kernel" } : { byHashOrder: /break|next/.test(print) || head.includes("limit") ? "another" : "shuffled" }),
});

export const foreach = subject("foreach", [
  loop("in the order of insertion", "k in a", "x=3 z=1 y=2 "),
  loop("by value, ascending", "k in a+", "z=1 y=2 x=3 "),
  loop("by value, descending", "k in a-", "x=3 y=2 z=1 "),
  loop("by key, ascending", "k+ in a", "x=3 y=2 z=1 "),
  loop("by key, descending", "k- in a", "z=1 y=2 x=3 "),
  loop("with a limit", "k in a- limit 2", "x=3 y=2 "),
  loop("with a limit that isn't constant", "k in a+ limit hidden(1)", "z=1 "),
  loop("with a limit of 0", "k in a limit 0", ""),
  loop("with a limit beyond the elements", "k in a+ limit 99", "z=1 y=2 x=3 "),
  loop("with the value", "v = k in a+", "z1 y2 x3 ", FILL, 'print(k, v, " ")'),
  loop("over negative numbers", "k+ in a", "-5=1 -1=2 0=3 7=4 ", "a[7] = 4; a[-1] = 2; a[0] = 3; a[-5] = 1;"),
  loop("over negative values", "k in a-", "2=5 3=0 1=-5 ", "a[1] = -5; a[2] = 5; a[3] = 0;"),
  loop("over nothing", "k in a", "", "if (hidden(0)) a[1] = 1;"),
  loop("with break", "k in a+", "1 2 ", "for (i = 1; i < 6; i++) a[i] = i;", '{ if (k == 3) break; print(k, " ") }'),
  loop("with continue", "k in a+", "1 3 5 ", "for (i = 1; i < 6; i++) a[i] = i;", '{ if (k % 2 == 0) continue; print(k, " ") }'),
  loop("several keys", "[k, n] in a+", "y2=1 x1=2 x2=3 ", 'a["x", 1] = 2; a["y", 2] = 1; a["x", 2] = 3;', 'print(k, n, "=", a[k, n], " ")'),
  loop("by the second key", "[k, n-] in a", "y3 x2 z1 ", 'a["x", 2] = 1; a["y", 3] = 1; a["z", 1] = 1;', 'print(k, n, " ")'),
  loop("by the first key", "[k+, n] in a", "x2 y3 z1 ", 'a["x", 2] = 1; a["z", 1] = 1; a["y", 3] = 1;', 'print(k, n, " ")'),
  loop("of a slice", '[k, n] in a["x", *]+', "x1 x2 ", 'a["x", 1] = 1; a["y", 2] = 2; a["x", 2] = 3;', 'print(k, n, " ")'),
  loop("of a slice by the second key", "[k, n] in a[*, hidden(2)]-", "x2 y2 ", 'a["x", 1] = 1; a["y", 2] = 2; a["x", 2] = 3;', 'print(k, n, " ")'),
  loop("strings by value", "k in a+", "2 3 1 ", 'a[1] = "c"; a[2] = "a"; a[3] = "b";', 'print(k, " ")'),
  loop("that deletes what it visits", "k in a", "x z y 0", FILL, '{ print(k, " "); delete a[k] } foreach (k in a) n++; print(n)'),
  loop("within another", "k in a+", "zz zy zx yz yy yx xz xy xx ", FILL, 'foreach (l in a+) print(k, l, " ")'),
  loop("unsorted, with break", "k in a", "1 2 ", "for (i = 1; i < 6; i++) a[i] = i;", '{ if (k == 3) break; print(k, " ") }'),
  loop("unsorted, with continue", "k in a", "1 3 5 ", "for (i = 1; i < 6; i++) a[i] = i;", '{ if (k % 2 == 0) continue; print(k, " ") }'),
  loop("unsorted, with a limit", "k in a limit hidden(2)", "1 2 ", "for (i = 1; i < 6; i++) a[i] = i;", 'print(k, " ")'),
  loop("unsorted, with the value", "v = k in a", "x3 z1 y2 ", FILL, 'print(k, v, " ")'),
  loop("unsorted, several keys", "v = [k, n] in a", "x12 y21 ", 'a["x", 1] = 2; a["y", 2] = 1;', 'print(k, n, v, " ")'),
  loop("unsorted, of a slice", '[k, n] in a["x", *]', "x1 x2 ", 'a["x", 1] = 1; a["y", 2] = 2; a["x", 2] = 3;', 'print(k, n, " ")'),
  loop("unsorted, within another", "k in a", "xx xz xy zx zz zy yx yz yy ", FILL, 'foreach (l in a) print(k, l, " ")'),
  loop("unsorted, over strings", "v = k in a", "1one 2two ", 'a[1] = "one"; a[2] = "two";', 'print(k, v, " ")'),
  loop("with next", "k in a", "x", FILL, '{ print(k); next }'),
  loop("with an error caught inside", "k in a", "6 caught 4 ", "a[2] = 1; a[0] = 1; a[3] = 1;", 'try { print(12 / k, " ") } catch { print("caught ") }'),
  loop("adds up", "v = k in a", "6", FILL, "s += v; print(s)"),
]);

export const slices = subject("slices", [
  { title: "in", declarations: "global a", body: 'a[1, "x"] = 1; println([1, *] in a, [2, *] in a, [*, "x"] in a, [*, "y"] in a, [*, *] in a)', output: "10101\n" },
  { title: "delete", declarations: "global a", body: 'a[1, "x"] = 1; a[1, "y"] = 2; a[2, "x"] = 3; delete a[1, *]; foreach ([n, s] in a) print(n, s, " ")', output: "2x " },
  { title: "delete by the second key", declarations: "global a", body: 'a[1, "x"] = 1; a[1, "y"] = 2; a[2, "x"] = 3; delete a[*, "x"]; foreach ([n, s] in a) print(n, s, " ")', output: "1y " },
]);

export const sizes = subject("sizes", [
  {
    title: "a full array is an error",
    declarations: "global a[2]",
    body: "a[1] = 1; a[2] = 2; a[1] = 3; try { a[3] = 4 } catch (m) { println(m) } println(a[1], a[2], a[3])",
    output: "Array overflow, check MAXMAPENTRIES\n320\n",
    countedInKernel: "1 element found no room, the array was full",
  },
  { title: "room again after delete", declarations: "global a[2]", body: `a[1] = 1; a[2] = 2; delete a[1]; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  { title: "a wrapping array drops its oldest", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  { title: "a wrapping array keeps its order of insertion", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; a[1] = 5; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  { title: "a wrapping array with deletes", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; delete a[1]; a[3] = 3; a[4] = 4; ${SHOW}`, output: "3=3 4=4 ", byHashOrder: "shuffled" },
]);
