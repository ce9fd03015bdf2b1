/** What the scripts keep, and how: arrays small enough to be filled. */
export const declarations = `global turn, gn = 5, gm = -2, gs = "g", longs, texts
global la[9], sa[20], ma[24], words[9], ring%[5], st, sta[9], live = 1`;

/** Statements after which every global has its type. */
export const firstElements = 'la[1] = 4; sa["a"] = 2; ma["a", 1] = 3; words[0] = "w"; ring[1] = 5; st <<< 1; sta[2] <<< 3;';

/** An array: the keys it takes, with what they are made of. */
export interface ArrayShape {
  readonly name: string;
  /** An index of a long and a string. */
  readonly index: (long: string, text: string) => string;
  /** The key by which elements may be walked in an order that leaves nothing open, and the variables of all keys. */
  readonly walk: (direction: "+" | "-") => { readonly keys: string; readonly read: string };
}

const small = (long: string): string => `${long} & 15`;

/** Arrays of longs. */
export const longArrays: readonly ArrayShape[] = [
  { name: "la", index: (long) => small(long), walk: (direction) => ({ keys: `kl${direction}`, read: "kl" }) },
  { name: "sa", index: (_long, text) => text, walk: (direction) => ({ keys: `ks${direction}`, read: "ks" }) },
  { name: "ring", index: (long) => small(long), walk: (direction) => ({ keys: `kl${direction}`, read: "kl" }) },
];

/** One with keys of both types; its elements aren't walked one by one, since no single key puts them in order. */
export const mixedIndex = (long: string, text: string): string => `${text}, ${small(long)}`;

/** What is left at the end, printed. */
export const epilogue = `probe end {
  printf("\\nend %d %d %s\\n", gn, gm, gs)
  foreach (k+ in la) print("la ", k, "=", la[k], "\\n")
  foreach (key+ in sa) print("sa ", key, "=", sa[key], "\\n")
  foreach (k+ in ring) print("ring ", k, "=", ring[k], "\\n")
  foreach (k+ in words) print("words ", k, "=", words[k], "\\n")
  foreach ([x, n] in ma) { count++; sum += (n + 3) * (strlen(x) + 7) * (ma[x, n] + 11) + stringat(x, 1) }
  println("ma ", count, " ", sum)
  print("st ", @count(st), " ", @sum(st), "\\n")
  if (@count(st)) print(@min(st), " ", @max(st), " ", @avg(st), "\\n", @hist_log(st))
  foreach (k+ in sta) print("sta ", k, "=", @count(sta[k]), " ", @sum(sta[k]), " ", @min(sta[k]), " ", @max(sta[k]), "\\n", @hist_linear(sta[k], -20, 100, 20))
}`;
