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
  ...(!/[+-]/.test(head) && { byHashOrder: /break|next/.test(print) || head.includes("limit") ? "another" : "shuffled" }),
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

const COUNT_DOWN = "for (i = 0; i < 40; i++) a[(i * 17 + hidden(5)) % 40] = (i * 23) % 41;";
const NAMES = 'a["the first of two long names that differ only at their very end, 1"] = 1; a["the first of two long names that differ only at their very end, 2"] = 2; a["b"] = 3; a[""] = 4;';

export const sortedForeach = subject("sorted foreach", [
  loop("of more elements than a few", "v = k in a+ limit 5", "0:0 1:10 2:3 3:20 4:13 ", 'for (i = 0; i < 40; i++) a[i] = 1000 + i; a[0] = 0; a[10] = 1; a[3] = 2; a[20] = 3; a[13] = 4;', 'print(v, ":", k, " ")'),
  loop("in order, however many", "v = k in a-", "40 in order", COUNT_DOWN, '{ if (n++ && v > last) print("wrong "); last = v } print(n, " in order")'),
  loop("by key, however many", "k+ in a", "40 in order", COUNT_DOWN, '{ if (k != n) print("wrong "); n++ } print(n, " in order")'),
  loop("the best of many", "k- in a limit 3", "39 38 37 ", COUNT_DOWN, 'print(k, " ")'),
  loop("the worst of many", "k+ in a limit 3", "0 1 2 ", COUNT_DOWN, 'print(k, " ")'),
  loop("with a limit of 1", "v = k in a- limit 1", "y9 ", 'a["x"] = 3; a["y"] = 9; a["z"] = 5;', 'print(k, v, " ")'),
  loop("with a limit of 0", "k in a+ limit 0", ""),
  loop("with a limit below 0", "k in a+ limit hidden(-1)", ""),
  loop("with a limit beyond all", "k in a+ limit hidden(100000)", "z y x ", FILL, 'print(k, " ")'),
  loop("over nothing", "k in a-", "none", "if (hidden(0)) a[1] = 1;", 'print(k); print("none")'),
  loop("over one element", "k in a-", "7", "a[hidden(7)] = 1;", "print(k)"),
  loop("over the limits of a long", "v = k in a+", "2 3 1 ", "a[1] = 9223372036854775807; a[2] = -9223372036854775807 - 1; a[3] = hidden(0);", 'print(k, " ")'),
  loop("by keys at the limits of a long", "k- in a", "9223372036854775807 0 -9223372036854775808 ", "a[0] = 1; a[9223372036854775807] = 1; a[-9223372036854775807 - 1] = hidden(1);", 'print(k, " ")'),
  loop("by long names", "v = k+ in a", "4 3 1 2 ", NAMES, 'print(v, " ")'),
  loop("by long names, descending", "v = k- in a", "2 1 3 4 ", NAMES, 'print(v, " ")'),
  loop("by long values", "v = k in a-", "2 1 3 ", 'a[1] = "the first of two long texts that differ only at their very end, 1"; a[2] = "the first of two long texts that differ only at their very end, 2"; a[3] = "" . sprint(hidden(3));', 'print(k, " ")'),
  loop("by bytes above 127", "k+ in a", "z high ", 'a["\\303"] = 1; a["z"] = 2;', 'print(k == "z" ? "z " : "high ")'),
  loop("by texts that begin alike", "k+ in a", "[][a][ab][abc][b]", 'a["ab"] = 1; a["b"] = 1; a["abc"] = 1; a[""] = 1; a["a"] = hidden(1);', 'print("[", k, "]")'),
  loop("by the third key", "[x, y, z-] in a", "9 5 2 ", 'a[1, "p", 5] = 1; a[2, "q", 9] = 1; a[hidden(3), "r", 2] = 1;', 'print(z, " ")'),
  loop("by a text between numbers", "[x, y+, z] in a", "p1 q2 r3 ", 'a[2, "q", 9] = 1; a[hidden(3), "r", 2] = 1; a[1, "p", 5] = 1;', 'print(y, x, " ")'),
  loop("of a slice, with a limit", '[x, y] in a[*, "p"]- limit 2', "3 1 ", 'a[1, "p"] = 5; a[2, "q"] = 9; a[hidden(3), "p"] = 7; a[4, "p"] = 1;', 'print(x, " ")'),
  loop("of a slice by key", '[x+, y] in a[*, "p"]', "1 3 4 ", 'a[4, "p"] = 5; a[2, "q"] = 9; a[hidden(3), "p"] = 7; a[1, "p"] = 1;', 'print(x, " ")'),
  loop("of a slice that nothing matches", '[x, y] in a[hidden(9), *]+', "none", 'a[1, "p"] = 5;', 'print(x); print("none")'),
  loop("with break", "v = k in a-", "x3 y2 ", FILL, '{ if (v == 1) break; print(k, v, " ") }'),
  loop("with continue", "v = k in a-", "x3 z1 ", FILL, '{ if (v == 2) continue; print(k, v, " ") }'),
  loop("with next", "k in a-", "x", FILL, '{ print(k); next }'),
  loop("with an error caught inside", "k+ in a", "caught 6 4 ", "a[2] = 1; a[0] = 1; a[3] = 1;", 'try { print(12 / k, " ") } catch { print("caught ") }'),
  { title: "with an error caught outside", declarations: "global a", body: 'a[2] = 1; a[0] = 1; a[3] = 1; try { foreach (k- in a) print(12 / k, " ") } catch (m) { print(m) }', output: "4 6 division by 0" },
  loop("that deletes everything", "k+ in a", "x y z 0", FILL, '{ print(k, " "); delete a } foreach (k in a) n++; print(n)'),
  loop("within an unsorted one", "k in a limit 1", "zyx", FILL, 'foreach (l in a+) print(l)'),
  loop("around an unsorted one", "k in a+", "z3 y3 x3 ", FILL, '{ n = 0; foreach (l in a) n++; print(k, n, " ") }'),
  loop("within another of the other order", "k in a+ limit 2", "zxyz yxyz ", FILL, '{ print(k); foreach (l in a-) print(l); print(" ") }'),
  loop("in a while", "k in a-", "xyz xyz ", FILL.concat(" while (n++ < 2) {"), 'print(k); print(" ") }'),
  { title: "in a function", declarations: 'global a\nfunction show(n) { foreach (k in a- limit n) print(k, " ") }', body: `${FILL} show(2); show(hidden(1))`, output: "x y x " },
  { title: "into globals", declarations: "global a, k, v", body: `${FILL} foreach (v = k in a+) print(k, v, " "); print(k, v)`, output: "z1 y2 x3 x3" },
  { title: "of two arrays at once", declarations: "global a, b", body: 'a[1] = 2; a[2] = 1; b["p"] = 5; b["q"] = hidden(6); foreach (k in a+) foreach (l in b-) print(k, l, " ")', output: "2q 2p 1q 1p " },
  { title: "of a wrapping array", declarations: "global a%[3]", body: 'for (i = 0; i < 6; i++) a[i] = hidden(10) - i; foreach (v = k in a+) print(k, "=", v, " ")', output: "5=5 4=6 3=7 " },
  { title: "of texts in a wrapping array", declarations: "global a%[3]", body: 'for (i = 0; i < 6; i++) a[i] = sprint(9 - i); foreach (v = k in a+) print(k, "=", v, " ")', output: "5=4 4=5 3=6 " },
  { title: "of a full array", declarations: "global a[4]", body: 'a[1] = 4; a[2] = 3; a[3] = 2; a[4] = 1; foreach (k in a+) print(k)', output: "4321" },
]);

const NINE = '1, "b", 3, "d", 5, "f", 7, "h", 9';
const PAIRS = 'a[1, "x"] = 1; a[1, "y"] = 2; a[2, "x"] = 3; a[hidden(2), "z"] = 4;';
const pairs = (title: string, body: string, output: string): Row => ({ title, declarations: "global a", body: `${PAIRS} ${body}`, output });
const TOTAL = 'foreach (v = [n, s] in a) { count++; sum += v } println(count, " ", sum)';

export const manyKeys = subject("many keys", [
  { title: "nine of them", declarations: "global a", body: `a[${NINE}] = hidden(10); println(a[${NINE}], a[${NINE.replace("9", "8")}], a[${NINE.replace("1", "2")}])`, output: "1000\n" },
  { title: "nine of them, in", declarations: "global a", body: `a[${NINE}] = hidden(0); println([${NINE}] in a, [${NINE.replace('"h"', '"i"')}] in a)`, output: "10\n" },
  { title: "nine of them, with *", declarations: "global a", body: `a[${NINE}] = hidden(0); println([1, *, 3, *, 5, *, 7, *, 9] in a, [*, *, *, *, *, *, *, *, 8] in a, [*, *, *, *, *, *, *, *, *] in a)`, output: "101\n" },
  { title: "nine of them, deleted", declarations: "global a", body: `a[${NINE}] = hidden(1); delete a[${NINE}]; println([${NINE}] in a)`, output: "0\n" },
  { title: "nine of them, in a foreach", declarations: "global a", body: `a[${NINE}] = hidden(10); foreach (v = [p, q, r, s, t, u, w, x, y] in a) println(p, q, r, s, t, u, w, x, y, "=", v)`, output: "1b3d5f7h9=10\n" },
  { title: "nine of them, sorted by the ninth", declarations: "global a", body: `a[${NINE}] = 1; a[${NINE.replace("9", "hidden(8)")}] = 2; foreach ([p, q, r, s, t, u, w, x, y+] in a) print(y, " ")`, output: "8 9 " },
  { title: "nine of them, of an aggregate", declarations: "global a", body: `a[${NINE}] <<< 4; a[${NINE}] <<< hidden(6); println(@avg(a[${NINE}]), @count(a[${NINE}]))`, output: "52\n" },
  { title: "in another order are others", declarations: "global a", body: "a[1, 2] = 12; a[hidden(2), 1] = 21; println(a[1, 2], a[2, 1])", output: "1221\n" },
  { title: "whose texts join alike", declarations: "global a", body: 'a["ab", "c"] = 1; a["a", "bc"] = hidden(2); println(a["ab", "c"], a["a", "bc"])', output: "12\n" },
]);

export const slicedArrays = subject("sliced arrays", [
  pairs("foreach by the first key", 'foreach ([n, s+] in a[1, *]) print(n, s, " ")', "1x 1y "),
  pairs("foreach by the second key", 'foreach ([n-, s] in a[*, "x"]) print(n, s, " ")', "2x 1x "),
  pairs("foreach by all keys", 'foreach ([n, s] in a[hidden(1), "y"]) print(n, s, " ")', "1y "),
  pairs("foreach by no key", "foreach (v = [n, s] in a[*, *]-) print(v)", "4321"),
  pairs("foreach by keys that nothing has", 'foreach ([n, s] in a[3, *]) print(n); print("none")', "none"),
  pairs("foreach with the value", "foreach (v = [n, s] in a[2, *]+) print(s, v)", "x3z4"),
  pairs("foreach with a limit", "foreach (v = [n, s] in a[2, *]- limit 1) print(s, v)", "z4"),
  pairs("in by values that aren't constant", 'println([hidden(1), *] in a, [hidden(7), *] in a, [*, sprint("", "z")] in a)', "101\n"),
  pairs("in after delete", 'delete a[1, "x"]; delete a[1, "y"]; println([1, *] in a, [*, "x"] in a)', "01\n"),
  pairs("delete by the first key", `delete a[1, *]; ${TOTAL}`, "2 7\n"),
  pairs("delete by the second key", `delete a[*, "x"]; ${TOTAL}`, "2 6\n"),
  pairs("delete by all keys", `delete a[*, *]; ${TOTAL}`, "0 0\n"),
  pairs("delete by keys that nothing has", `delete a[9, *]; ${TOTAL}`, "4 10\n"),
  { title: "of aggregates", declarations: "global s", body: 's[1, "x"] <<< 5; s[1, "y"] <<< 7; s[hidden(2), "x"] <<< 9; foreach ([n, t] in s[1, *] @sum-) print(t, @sum(s[n, t]), " "); println([*, "y"] in s)', output: "y7 x5 1\n" },
  { title: "of aggregates, deleted", declarations: "global s", body: 's[1, "x"] <<< 5; s[1, "y"] <<< 7; s[hidden(2), "x"] <<< 9; delete s[*, "x"]; println(@count(s[1, "x"]), @sum(s[1, "y"]), @count(s[2, "x"]))', output: "070\n" },
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
    counted: "1 element found no room, the array was full",
  },
  { title: "room again after delete", declarations: "global a[2]", body: `a[1] = 1; a[2] = 2; delete a[1]; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  { title: "a wrapping array drops its oldest", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  { title: "a wrapping array keeps its order of insertion", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; a[1] = 5; a[3] = 3; ${SHOW}`, output: "2=2 3=3 ", byHashOrder: "shuffled" },
  {
    title: "a wrapping array keeps what's old and alive however often others are deleted",
    declarations: "global a%[3]",
    body: 'for (i = 0; i < 12; i++) { delete a[1]; a[1] = i; a[2]++ } a[5] = 5; a[6] = 6; foreach (k+ in a) print(k, "=", a[k], " ")',
    output: "1=11 5=5 6=6 ",
  },
  {
    title: "a wrapping array counts on while others are deleted",
    declarations: "global a%[3]",
    body: 'for (i = 0; i < 12; i++) { delete a[1]; a[1] = i; a[2]++ } println(a[2])',
    output: "12\n",
  },
  { title: "a wrapping array with deletes", declarations: "global a%[2]", body: `a[1] = 1; a[2] = 2; delete a[1]; a[3] = 3; a[4] = 4; ${SHOW}`, output: "3=3 4=4 ", byHashOrder: "shuffled" },
]);
