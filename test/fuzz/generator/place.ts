/** What a text that is being made may name. */
export interface Place {
  /** Longs that may be assigned; the names of loops' counters are not among them. */
  readonly longs: readonly string[];
  /** Strings that may be assigned. */
  readonly strings: readonly string[];
  /** Longs that are only read. */
  readonly constants: readonly string[];
  /** Functions that may be called, with the types of what they take. */
  readonly longFunctions: readonly Callable[];
  readonly stringFunctions: readonly Callable[];
  /** How the body is left early, in statements that take a long and a string. */
  readonly leave: readonly ((long: string, text: string) => string)[];
}

/** Makes a call of its arguments, a long and a string. */
export type Callable = (long: string, text: string) => string;

/** Counters of loops, by how many loops are within: read anywhere, set by their loop alone. */
const COUNTERS = ["i1", "i2", "i3"];

const functions = {
  weigh: (long, text) => `weigh(${long}, ${text})`,
  descend: (long) => `descend(${long} & 3)`,
  pad: (long, text) => `pad(${long}, ${text})`,
} satisfies Record<string, Callable>;

/** The body of a probe. */
export const handlerPlace: Place = {
  longs: ["a", "b", "c", "gn", "gm"],
  strings: ["s", "t", "gs"],
  constants: ["turn", ...COUNTERS],
  longFunctions: [functions.weigh, functions.descend],
  stringFunctions: [functions.pad],
  leave: [
    (long) => `if (${long} == 3) next;`,
    (long, text) => `if (${long} == 5) error(${text});`,
    (long) => `if (${long} == 7) exit();`,
  ],
};

/** The body of `weigh`, which calls the others. */
export const weighPlace: Place = {
  longs: ["x", "y", "gn"],
  strings: ["r", "u"],
  constants: ["gm", ...COUNTERS],
  longFunctions: [functions.descend],
  stringFunctions: [functions.pad],
  leave: [(long) => `if (${long} == 3) return ${long};`, (long, text) => `if (${long} == 5) error(${text});`],
};

/** The body of `descend`, which calls itself. */
export const descendPlace: Place = {
  longs: ["z", "gm"],
  strings: ["v"],
  constants: ["n", "gn", ...COUNTERS],
  longFunctions: [],
  stringFunctions: [functions.pad],
  leave: [(long) => `if (${long} == 3) return ${long};`],
};

/** The body of `pad`, a string of a long and a string. */
export const padPlace: Place = {
  longs: ["m"],
  strings: ["q"],
  constants: ["gn", ...COUNTERS],
  longFunctions: [],
  stringFunctions: [],
  leave: [(_long, text) => `if (m == 3) return ${text};`],
};
