import { type Row, subject } from "../row.js";

const row = (title: string, body: string, output: string, declarations = "global a", more: Partial<Row> = {}): Row => ({ title, declarations, body, output, ...more });
const operator = (text: string, from: number, by: number, to: number | string): Row => row(`a[k] ${text} ${by}`, `a["k"] = hidden(${from}); b = a["k"] ${text} ${by}; println(a["k"], " ", b)`, `${to} ${to}\n`);

export const elementUpdates = subject("updates of elements", [
  operator("+=", 5, 3, 8),
  operator("-=", 5, 7, -2),
  operator("*=", -5, 3, -15),
  operator("/=", -7, 2, -3),
  operator("%=", -7, 2, -1),
  operator("&=", 12, 10, 8),
  operator("|=", 12, 10, 14),
  operator("^=", 12, 10, 6),
  operator("<<=", 3, 4, 48),
  operator(">>=", -48, 4, -3),
  row("by 0: an error that leaves it as it was", 'a["k"] = 5; try { a["k"] /= hidden(0) } catch (m) { print(m, " ") } try { a["k"] %= hidden(0) } catch (m) { print(m, " ") } println(a["k"])', "division by 0 division by 0 5\n"),
  row("of an element that isn't there", 'a["p"] += hidden(3); a["m"] -= 3; a["t"] *= 3; a["s"] <<= 3; println(a["p"], a["m"], a["t"], a["s"], "t" in a)', "3-3001\n"),
  row("before and after", 'a[1] = hidden(5); println(a[1]++, a[1], ++a[1], a[1]--, --a[1])', "56775\n"),
  row("beyond the limits of a long", "a[1] = hidden(9223372036854775807); a[1]++; println(a[1]); a[1]--; println(a[1])", "-9223372036854775808\n9223372036854775807\n"),
  row("whose key changes the array", "a[1] = 2; a[a[1]++] = hidden(9); println(a[1], a[2])", "39\n"),
  row("whose value is another element", "a[1] = hidden(5); a[2] = a[1]; a[1] = 7; println(a[1], a[2])", "75\n"),
  row("that swap two elements", "a[1] = hidden(5); a[2] = 6; t = a[1]; a[1] = a[2]; a[2] = t; println(a[1], a[2])", "65\n"),
  row("by a function", "add(1, 5); add(hidden(1), 6); println(a[1])", "11\n", "global a\nfunction add(k, n) { a[k] += n }"),
  row("of texts", 'a[1] = "x"; a[1] .= "y"; a[2] .= "z"; a[hidden(1)] .= a[2]; println(a[1], a[2])', "xyzz\n"),
  row("of a text by itself", 'a[hidden(1)] = "ab"; a[1] = a[1] . a[1]; println(a[1])', "abab\n"),
  row("in a foreach over another array", "a[1] = 5; a[2] = hidden(6); foreach (v = k in a) b[k] += v * 2; foreach (v = k in b+) print(k, \":\", v, \" \")", "1:10 2:12 ", "global a, b"),
  row("gathered, and made after the loop", "for (i = 0; i < 6; i++) a[i] = hidden(i); foreach (v = k in a) if (v % 2) gone[k] = 1; foreach (k in gone) delete a[k]; foreach (k+ in a) print(k)", "024", "global a, gone"),
]);

const TWELVE = '1, "b", 3, "d", 5, "f", 7, "h", 9, "j", 11, "l"';
const KEYS = "[p, q, r, s, t, u, v, w, x, y, z, o]";

export const wideKeys = subject("wide keys", [
  row("twelve of them", `a[${TWELVE}] = hidden(5); println(a[${TWELVE}], a[${TWELVE.replace("l", "m")}], [${TWELVE}] in a)`, "501\n"),
  row("twelve of them, in a foreach", `a[${TWELVE}] = hidden(5); foreach (n = ${KEYS} in a) println(p, q, z, o, n)`, "1b11l5\n"),
  row("twelve of them, sliced", `a[${TWELVE}] = hidden(5); a[${TWELVE.replace("11", "12")}] = 6; foreach (n = ${KEYS} in a[*, *, *, *, *, *, *, *, *, *, 12, *]) print(n); delete a[*, "b", *, *, *, *, *, *, *, *, 11, *]; foreach (n = ${KEYS} in a) print(n)`, "66"),
  row("of texts alone", 'a["a", "b", "c"] = 1; a["a", "b", ""] = hidden(2); a["", "b", "c"] = 3; println(a["a", "b", "c"], a["a", "b", ""], a["", "b", "c"], a["", "", ""])', "1230\n"),
  row("of texts as long as they get", `a[text, text] = hidden(1); println([text, text] in a, [text, "x"] in a)`.replaceAll("text", `"${"0123456789".repeat(9)}"`), "10\n"),
  row("of longs at their limits", "a[-9223372036854775807 - 1, 9223372036854775807] = hidden(4); println(a[-9223372036854775807 - 1, 9223372036854775807], a[9223372036854775807, -9223372036854775807 - 1])", "40\n"),
]);

const WRAPS = "foreach (k+ in a) print(k, \" \")";

export const arraySizes = subject("array sizes", [
  row("of one", 'a[1] = 1; try { a[hidden(2)] = 2 } catch { print("full ") } a[1] = 3; println(a[1], a[2])', "full 30\n", "global a[1]", { counted: "1 element found no room, the array was full" }),
  row("are exact", 'for (i = 0; i < 10; i++) a[hidden(i)] = i; try { a[10] = 1 } catch { print("full ") } foreach (k in a) n++; println(n)', "full 10\n", "global a[10]", { counted: "1 element found no room, the array was full" }),
  row("of texts are exact", 'for (i = 0; i < 3; i++) a[sprint(hidden(i))] = "v"; try { a["3"] = "v" } catch { print("full ") } println(a["2"], a["3"])', "full v\n", "global a[3]", { counted: "1 element found no room, the array was full" }),
  row("don't keep what's there from changing", "a[1] = 1; a[2] = 2; a[1] += hidden(5); a[2]++; a[2] *= 2; println(a[1], a[2])", "66\n", "global a[2]"),
  row("leave room after delete", 'for (i = 0; i < 6; i++) { a[hidden(i)] = i; delete a[i] } a[1] = 1; a[2] = 2; println(a[1], a[2], a[5])', "120\n", "global a[2]"),
  row("leave room after delete of everything", "a[1] = 1; a[2] = 2; delete a; a[hidden(3)] = 3; a[4] = 4; println(a[1], a[3], a[4])", "034\n", "global a[2]"),
  row("leave room after delete of a slice", 'a[1, "x"] = 1; a[2, "x"] = 2; delete a[*, "x"]; a[hidden(3), "y"] = 3; a[4, "y"] = 4; println(a[3, "y"], a[4, "y"])', "34\n", "global a[2]"),
  row("are filled by updates too", 'a[1]++; a[2] += 2; try { a[hidden(3)]++ } catch { print("full ") } println(a[1], a[2], a[3])', "full 120\n", "global a[2]", { counted: "1 element found no room, the array was full" }),
  row("that wrap: one", `for (i = 0; i < 4; i++) a[hidden(i)] = i; ${WRAPS}`, "3 ", "global a%[1]"),
  row("that wrap: the newest stay", `for (i = 0; i < 20; i++) a[hidden(i)] = i; ${WRAPS}`, "17 18 19 ", "global a%[3]"),
  row("that wrap: an update doesn't make it newer", `a[1] = 1; a[2] = 2; a[3] = 3; a[hidden(1)]++; a[4] = 4; ${WRAPS}`, "2 3 4 ", "global a%[3]"),
  row("that wrap: by updates", `for (i = 0; i < 5; i++) a[hidden(i)]++; ${WRAPS}`, "3 4 ", "global a%[2]"),
  row("that wrap: of texts", 'for (i = 0; i < 5; i++) a[sprint(hidden(i))] = "v" . sprint(i); foreach (v = k+ in a) print(k, v, " ")', "3v3 4v4 ", "global a%[2]"),
  row("that wrap: after delete of everything", `a[1] = 1; a[2] = 2; delete a; for (i = 5; i < 8; i++) a[hidden(i)] = i; ${WRAPS}`, "6 7 ", "global a%[2]"),
  row("that wrap: with two keys", 'for (i = 0; i < 5; i++) a[hidden(i), "x"] = i; foreach ([n+, t] in a) print(n, t, " ")', "3x 4x ", "global a%[2]"),
]);

const TWO = "a[1] = 5; a[2] = hidden(6);";

export const foreachForms = subject("forms of foreach", [
  row("the mark at the value", `${TWO} foreach (v- = k in a) print(k, v, " ")`, "26 15 "),
  row("the mark at the value, over several keys", "a[1, 2] = 5; a[3, 4] = hidden(6); foreach (v- = [k, l] in a) print(k, l, v, \" \")", "346 125 "),
  row("the variable changed inside", `${TWO} foreach (k+ in a) { print(k); k = 9; print(k, " ") }`, "19 29 "),
  row("the same variable within itself", `${TWO} foreach (k+ in a) { foreach (k- in a) print(k); print(" ") }`, "21 21 "),
  row("the limit evaluated once", `${TWO} a[3] = 7; n = 2; foreach (k+ in a limit n) { n = 9; print(k) }`, "12"),
  row("with delete of everything after it", `${TWO} foreach (v = k+ in a) print(k, v, " "); delete a; foreach (k in a) print("left")`, "15 26 "),
  row("of two arrays within each other", `${TWO} b["x"] = 1; foreach (k+ in a) foreach (l in b) print(k, l, " ")`, "1x 2x ", "global a, b"),
]);
