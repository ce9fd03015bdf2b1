/** A handler under another MAXSTRINGLEN, and what it prints in both engines. */
export interface LimitRow {
  readonly title: string;
  readonly limit: number;
  readonly declarations?: string;
  readonly body: string;
  readonly output: string;
  /** What the ledger counts. */
  readonly counted?: string;
}

/** 4,080 bytes: 255 times the sixteen digits. */
const LONG = 's = ""; for (i = 0; i < 255; i++) s .= sprint("0123456789abcde", zero ? "x" : "f"); ';
const long = "0123456789abcdef".repeat(255);

export const limitRows: readonly LimitRow[] = [
  { title: "a long string", limit: 4096, body: `${LONG}println(strlen(s))`, output: "4080\n" },
  { title: "the last byte", limit: 4096, body: `${LONG}s .= "0123456789abcdefX"; println(strlen(s), substr(s, 4090, 9))`, output: "4095abcde\n", counted: "1 string truncated" },
  { title: "printed whole", limit: 4096, body: `${LONG}println(s)`, output: `${long}\n` },
  { title: "compared", limit: 4096, body: `${LONG}t = s; t .= "x"; println(s == t, s < t, s == substr(t, 0, 4080))`, output: "011\n" },
  { title: "as a key", limit: 4096, declarations: "global a[2]", body: `${LONG}a[s] = 1; println(s in a, substr(s, 1, 99) in a)`, output: "10\n" },
  { title: "as a value", limit: 4096, declarations: "global g", body: `${LONG}g = s; println(strlen(g))`, output: "4080\n" },
  { title: "matched", limit: 4096, body: `${LONG}println(s =~ "f0.*f$", s =~ "g", strpos(s, "f"), strpos(s, "ff"))`, output: "1015-1\n" },
  { title: "replaced", limit: 4096, body: `${LONG}t = str_replace(s, "f", "+"); println(strlen(t), substr(t, 4070, 99))`, output: "40806789abcde+\n" },
  { title: "replaced by more than there's room for", limit: 4096, body: `${LONG}println(strlen(str_replace(s, "f", "++")))`, output: "4095\n", counted: "1 string truncated" },
  { title: "quoted", limit: 4096, body: `${LONG}println(strlen(string_quoted(s)))`, output: "4082\n" },
  { title: "a field of its own", limit: 4096, body: 'println(strlen(sprintf("%*d", 4090 + zero, 7)), strlen(sprintf("%-5000d", zero)))', output: "40904095\n", counted: "1 string truncated" },
  { title: "a short limit", limit: 16, body: 's = sprint(zero, "123456789012345678"); println(s, strlen(s))', output: "01234567890123415\n", counted: "1 string truncated" },
  { title: "a short limit and concatenation", limit: 16, body: 's = sprint(zero, "123456789"); println(s . s, "|", s . "abcde", "|")', output: "012345678901234|0123456789abcde|\n", counted: "1 string truncated" },
  {
    title: "a short limit and a quotation",
    limit: 16,
    body: 's = sprint(zero, "123456789"); println(string_quoted(s . s), "|", string_quoted(s), "|", text_str(s . "\\n"))',
    output: '"0123456789"...|"0123456789"|0123456789\\n\n',
    counted: "2 strings truncated",
  },
];
