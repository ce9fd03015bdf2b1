import { type CTypeOf, skipModifiers } from "@tapset/btf";
import { errorNames, type Intrinsic, nameFact, type Target } from "@tapset/core";
import type { Body } from "./body.js";
import type { ExpressionRow } from "./inference.js";
import { describe } from "./subject.js";
import { suggest } from "./suggest.js";
import { castType, missingModules, namedModules, whoseTypes } from "./target-type.js";

/** Constants of the kernel's, by their names, and their names. */
export const ENUMERATOR_ROWS: { readonly [K in "Const" | "Enumerator" | "EnumeratorName"]: ExpressionRow<K> } = {
  Const(body, node) {
    const value = constantNamed(body, node.name);
    if (value !== undefined) return body.constant(value, node.span);
    const like = enumeratorsLike(body.inference.target, node.name);
    body.report("unknown-constant", `'${node.name}' is not a constant of the kernel's type information, which knows enumerators but no macros`, node.span, {
      subject: describe(node),
      hints: like.length > 0 ? like : ["write its number, which for a macro only the kernel's headers tell"],
    });
    return body.wrong(node.span);
  },

  Enumerator(body, node) {
    const { target } = body.inference;
    const constant = constantNamed(body, node.name);
    const value = enumeratorOf(target, node.name, node.module);
    if (value !== undefined) return body.constant(value, node.span);
    body.report("unknown-enumerator", `no enum of ${whoseTypes(node.module)} has '${node.name}'`, node.span, {
      subject: describe(node),
      hints: constant === undefined ? [...missingModules(target, node.module), ...enumeratorsLike(target, node.name)] : [`write it as @const("${node.name}")`],
    });
    return body.wrong(node.span);
  },

  EnumeratorName(body, node) {
    const { target } = body.inference;
    const value = body.expect(node.value, "long");
    const names = enumNamed(target, node.type, node.module);
    if (names === undefined) {
      body.report("unknown-enum", `'${node.type}' is no enum of ${whoseTypes(node.module)}`, node.span, {
        subject: describe(node),
        hints: [...missingModules(target, node.module), ...enumsLike(target, node.type)],
      });
      return body.wrong(node.span);
    }
    const type = body.known("string", node.span, describe(node));
    return { kind: "intrinsic", span: node.span, type, intrinsic: naming(`${node.module ?? "kernel"}/${node.type}`, names), args: [value] };
  },
};

/** What `@const` gives: the number of an enumerator or an error, or whether `--skip-badvars` was given, which stap(1) names. */
export function constantNamed({ inference }: Body, name: string): bigint | undefined {
  if (name === "STP_SKIP_BADVARS") return BigInt(inference.options.skipBadVariables ?? false);
  return inference.target.btf?.enumerator(name) ?? ERROR_NUMBERS.get(name);
}

/** Macros in the kernel's headers, whose numbers are the same on every kernel. */
const ERROR_NUMBERS: ReadonlyMap<string, bigint> = new Map([...errorNames].map(([value, name]) => [name, value]));

/** The number of an enumerator of the kernel's or of the modules that are named. */
export function enumeratorOf(target: Target, name: string, modules: string | undefined): bigint | undefined {
  for (const module of namedModules(modules)) {
    const value = (module === undefined ? target.btf : target.moduleBtf(module))?.enumerator(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The numbers of an enum and their names: the first one, where several are equal. */
export function enumNamed(target: Target, written: string, modules: string | undefined): ReadonlyMap<bigint, string> | undefined {
  const pointer = castType(target, written, modules);
  const type = pointer?.kind === "ptr" ? skipModifiers(pointer.type) : undefined;
  return type?.kind === "enum" && type.enumerators.length > 0 ? namesOf(type) : undefined;
}

function namesOf({ enumerators }: CTypeOf<"enum">): ReadonlyMap<bigint, string> {
  return new Map(enumerators.map(({ name, value }): [bigint, string] => [value, name]).reverse());
}

/** `@enumname` of one enum. A number that it has no name for, as a combination of bits has none, stays one. */
function naming(kind: string, names: ReadonlyMap<bigint, string>): Intrinsic {
  const fact = nameFact(`enum/${kind}`, names, { prefix: "", conversion: "d" });
  return {
    name: "@enumname",
    parameters: [{ name: "value", type: "long" }],
    returns: "string",
    doc: "what an enum calls a number",
    purity: "pure",
    lower: (builder, value) => builder.fact(fact, value),
  };
}

/** Enumerators that one which isn't there may have been meant for. */
function enumeratorsLike({ btf }: Target, name: string): readonly string[] {
  if (btf === undefined) return [];
  const names = [...btf.types("enum")].flatMap(({ enumerators }) => enumerators.map((each) => each.name));
  return suggest(name, names.filter((each) => each[0] === name[0]));
}

function enumsLike({ btf }: Target, written: string): readonly string[] {
  const name = /\w+\s*$/.exec(written)?.[0].trim() ?? "";
  return btf === undefined || name === "" ? [] : suggest(name, btf.names("enum", name[0]));
}
