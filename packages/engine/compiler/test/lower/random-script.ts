/** Scripts made by chance, the same for the same seed: loops that end, functions without recursion, errors caught and not. */
export class RandomScript {
  #state: number;
  #depth = 0;
  #loops = 0;
  #iterations = 0;
  #counters = 0;

  constructor(seed: number) {
    this.#state = seed * 2654435761 + 1;
  }

  text(): string {
    const functions = [
      `function f(x) { ${this.#block(2, ["x", "q"], "function")} return ${this.#long(2, ["x", "q"])} }`,
      `function g(x) { if (${this.#long(2, ["x"])}) return x + 1; r = x; ${this.#block(1, ["x", "r"], "function")} return r }`,
      `function t(x, s:string) { u = s . "u"; if (x > 2) return u . sprint(x); return u }`,
    ];
    return `global n, text, a, b, words\n${functions.join("\n")}\nprobe begin { n = 0; a[0] = 5; b[0] = 1; b[4] = 2; text = "t"; words["w"] = 1; i = 0; j = 1; k = 0; s = ""; w = "w"; ${this.#block(6, ["i", "j", "k"], "handler")} println(i, j, k, s, w) }`;
  }

  // Names of longs that may be assigned; strings are s and w in handlers, none in functions.
  #block(size: number, longs: readonly string[], where: "handler" | "function"): string {
    const statements = Array.from({ length: 1 + this.#below(size) }, () => this.#statement(longs, where));
    return statements.join(" ");
  }

  #statement(longs: readonly string[], where: "handler" | "function"): string {
    if (this.#depth > 3) return this.#simple(longs, where);
    this.#depth++;
    const statement = this.#pick([
      () => this.#simple(longs, where),
      () => this.#simple(longs, where),
      () => this.#simple(longs, where),
      () => `if (${this.#long(2, longs)}) { ${this.#block(3, longs, where)} } else { ${this.#block(2, longs, where)} }`,
      () => `if (${this.#long(2, longs)}) { ${this.#block(2, longs, where)} }`,
      () => this.#loop(longs, where),
      () => this.#foreach(longs, where),
      () => `try { ${this.#block(2, longs, where)} } catch { ${this.#block(2, longs, where)} }`,
      () => `{ ${this.#block(2, longs, where)} }`,
    ])();
    this.#depth--;
    return statement;
  }

  #loop(longs: readonly string[], where: "handler" | "function"): string {
    const counter = `c${this.#counters++}`;
    this.#loops++;
    const body = this.#block(3, longs, where);
    this.#loops--;
    return `for (${counter} = 0; ${counter} < ${this.#below(4)}; ${counter}++) { ${body} println(${counter}) }`;
  }

  #foreach(longs: readonly string[], where: "handler" | "function"): string {
    const key = `e${this.#counters++}`;
    this.#loops++;
    this.#iterations++;
    const body = this.#block(2, longs, where);
    this.#iterations--;
    this.#loops--;
    return `foreach (${key} in b) { ${body} print(${key}) }`;
  }

  #simple(longs: readonly string[], where: "handler" | "function"): string {
    const name = this.#of(longs);
    const options = [
      () => `${name} = ${this.#long(3, longs)};`,
      () => `${name} += ${this.#long(2, longs)};`,
      () => `${name}++;`,
      () => `println(${this.#long(2, longs)});`,
      () => `n ${this.#of(["=", "+=", "-=", "^="])} ${this.#long(2, longs)};`,
      () => `a[${this.#long(1, longs)}] ${this.#of(["=", "+="])} ${this.#long(2, longs)};`,
      () => `delete a[${this.#long(1, longs)}];`,
      // A quotient nobody reads would be dropped with its error, so these go where somebody looks.
      () => `n = ${this.#long(1, longs)} / ${this.#long(1, longs)};`,
      () => `println(${this.#long(1, longs)} % ${this.#long(1, longs)});`,
      ...(this.#loops > 0 ? [() => `if (${this.#long(2, longs)}) ${this.#of(["break", "continue"])};`] : []),
    ];
    const handler = [
      () => `s = ${this.#string(2, longs)};`,
      () => `w = ${this.#string(2, longs)};`,
      () => `text = ${this.#string(2, longs)};`,
      () => `words[${this.#string(1, longs)}]++;`,
      () => `printf("%s|%d\\n", ${this.#string(2, longs)}, ${this.#long(2, longs)});`,
      () => `if (${this.#long(2, longs)} == 77) next;`,
      // What a foreach goes over is changed outside it, and by no function it might call.
      ...(this.#iterations === 0 ? [() => `b[${this.#long(1, longs)}] += ${this.#long(2, longs)};`] : []),
      () => `if (${this.#long(2, longs)} == 78) error(${this.#string(1, longs)});`,
    ];
    return this.#pick(where === "handler" ? [...options, ...handler] : options)();
  }

  #long(depth: number, longs: readonly string[]): string {
    const leaf = (): string => this.#pick([() => this.#of(longs), () => String(this.#below(5)), () => "n"])();
    if (depth === 0) return leaf();
    const inner = (): string => this.#long(depth - 1, longs);
    return this.#pick([
      leaf,
      leaf,
      () => `(${inner()} ${this.#of(["+", "-", "*", "&", "|", "<<", ">>", ">>>"])} ${inner()})`,
      () => `(${inner()} ${this.#of(["<", "<=", "==", "!=", ">"])} ${inner()})`,
      () => `(${inner()} ${this.#of(["&&", "||"])} ${inner()})`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `${this.#of(["-", "!", "~"])}${leaf()}`,
      () => `a[${inner()}]`,
      () => `([${inner()}] in a)`,
      () => `${this.#of(longs)}++`,
      () => "n++",
      () => `(${this.#of(longs)} = ${inner()})`,
      // Functions call none, so that nothing calls itself.
      ...(longs.includes("i") ? [() => `f(${inner()})`, () => `g(${inner()})`, () => `strlen(${this.#string(depth - 1, longs)})`] : []),
    ])();
  }

  #string(depth: number, longs: readonly string[]): string {
    const leaf = (): string => this.#pick([() => this.#of(["s", "w", "text"]), () => `"${this.#of(["", "x", "yz"])}"`])();
    if (depth === 0) return leaf();
    return this.#pick([
      leaf,
      () => `(${this.#string(depth - 1, longs)} . ${this.#string(depth - 1, longs)})`,
      () => `sprintf("%d-%s", ${this.#long(depth - 1, longs)}, ${this.#string(depth - 1, longs)})`,
      () => `(${this.#long(depth - 1, longs)} ? ${this.#string(depth - 1, longs)} : ${leaf()})`,
      () => `t(${this.#long(depth - 1, longs)}, ${this.#string(depth - 1, longs)})`,
    ])();
  }

  #of<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  #pick<T>(list: readonly (() => T)[]): () => T {
    return this.#of(list);
  }

  /** A number from 0 to `limit - 1`. */
  #below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 2246822519) + 374761393) | 0;
    return ((this.#state >>> 8) % limit + limit) % limit;
  }
}
