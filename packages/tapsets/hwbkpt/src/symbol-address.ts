import { closest, didYouMean, type DeriveError, type Target } from "@tapset/core";

/** As /proc/kallsyms marks variables: in data, zeroed, read-only or weak sections, and per-CPU ones (`A`). */
const VARIABLE = /^[dbrgsva]$/i;
/** What kallsyms marks functions with. */
const FUNCTION = /^[tw]$/i;
const ADDRESS_HINT = "write its address, or use a kernel built with CONFIG_KALLSYMS_ALL";
/** How many names a hint lists. */
const MOST_SUGGESTED = 3;

/** The address of a variable of the kernel, or why there is none. */
export function symbolAddress(name: string, target: Target): bigint | DeriveError {
  const symbols = target.symbols();
  const hidden = { id: "hidden-addresses", hints: ["run as root, with kernel.kptr_restrict at most 1"], lacks: "kernel-addresses" } as const;
  if (symbols === undefined) return { ...hidden, message: `where ${name} lies is not told: /proc/kallsyms can't be read` };
  const symbol = symbols.find(name);
  if (symbol === undefined) {
    const names = [...symbols.list()].filter(({ type }) => VARIABLE.test(type)).map((each) => each.name);
    if (names.length === 0) return { id: "no-variables", message: `where ${name} lies is not told: this kernel lists functions alone`, hints: [ADDRESS_HINT] };
    const near = didYouMean(closest(name, names).slice(0, MOST_SUGGESTED));
    // Then the few variables that the linker has put among functions are listed all the same.
    const isShort = target.config("CONFIG_KALLSYMS_ALL") === undefined;
    return { id: "no-such-symbol", message: `the kernel ${isShort ? "lists" : "has"} no variable '${name}'`, hints: [...near, ...(isShort ? [ADDRESS_HINT] : [])] };
  }
  if (FUNCTION.test(symbol.type)) {
    return { id: "not-a-variable", message: `'${name}' is a function of the kernel, not a variable`, hints: [`probe kernel.function("${name}") for its calls`] };
  }
  if (symbol.address === 0n) return { ...hidden, message: `where ${name} lies is not told: /proc/kallsyms hides addresses` };
  return symbol.address;
}
