import { type CType, type PathProblem, type PathResult, type PathStep, type PointerType, printType, resolvePath, skipModifiers } from "@tapset/btf";
import { Builder, type ContextVariable, debugTypeNamed, noProbe, Refusal, type Target } from "@tapset/core";
import { integerName } from "./integer-name.js";
import { suggest } from "./suggest.js";

/** What resolving a target expression came to. */
export type TargetPath =
  | { readonly ok: true; readonly path: Extract<PathResult, { readonly ok: true }> }
  | { readonly ok: false; readonly message: string; readonly hints: readonly string[] };

/** The C type of a context variable's value; undefined where it has none. */
export function contextType(variable: ContextVariable, target: Target): CType | undefined {
  // Only the type is wanted: where the load will stand doesn't matter.
  const builder = new Builder("kernel", target, undefined, 0, noProbe);
  try {
    const value = variable.load(builder);
    return value.type === "long" ? value.ctype : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** A type of the kernel's or of a module's, by its name. */
function namedType(target: Target, kind: (typeof CAST_KINDS)[number], name: string, module: string | undefined): CType | undefined {
  const btf = module === undefined ? target.btf : target.moduleBtf(module);
  return btf?.byName(kind, name) ?? (module === undefined ? undefined : debugTypeNamed(target, module, kind, name));
}

/**
 * Whose types an operator names (`@cast`'s last operand): modules, one after the other, or the kernel itself, which also is what headers (`kernel<linux/fs.h>`) would
 * tell of.
 */
export function namedModules(written: string | undefined): readonly (string | undefined)[] {
  const names = (written ?? "").split(":").filter((name) => name !== "" && !/^kernel\b/.test(name));
  return [...names.map((name) => name.replace(/\.ko$/, "").replaceAll("-", "_")), undefined];
}

/**
 * The type named in an `@cast`, as the type of the pointer being cast: `task_struct`, `struct task_struct`,
 * `struct task_struct *`, or a typedef. Undefined when neither the kernel's type information nor that of the
 * modules that are named (`@cast(p, "type", "xfs")`), which may be their debug information, has it.
 */
export function castType(target: Target, written: string, module?: string): CType | undefined {
  const match = /^\s*(?:(struct|union|enum)\s+)?(\w+(?:\s+\w+)*)\s*(\**)\s*$/.exec(written);
  const [, tag, spelled, stars = ""] = match ?? [];
  if (spelled === undefined) return undefined;
  const name = tag === undefined ? integerName(spelled) : spelled;
  const kinds = tag === undefined ? CAST_KINDS : [tag as "struct" | "union" | "enum"];
  for (const [owner, kind] of namedModules(module).flatMap((each) => kinds.map((kind) => [each, kind] as const))) {
    const type = namedType(target, kind, name, owner);
    if (type === undefined) continue;
    const isPointer = kind === "typedef" && skipModifiers(type).kind === "ptr";
    // One star is the pointer that the operand is; each further one points to a pointer.
    const pointers = Math.max(stars.length, isPointer ? 0 : 1);
    let result: CType = type;
    for (let level = 0; level < pointers; level++) result = pointerTo(result);
    return result;
  }
  return undefined;
}

/** Where an operator looks for a type, in a message. */
export function whoseTypes(module: string | undefined): string {
  return module === undefined ? "the kernel's type information" : `the type information of '${module}' or the kernel`;
}

/** That modules which an `@cast` names aren't there, and what brings one. */
export function missingModules(target: Target, module: string | undefined): readonly string[] {
  const known = target.moduleNames();
  return namedModules(module).flatMap((name) => (name === undefined || known.includes(name) ? [] : moduleHints(target, name)));
}

/** What to do about a module that isn't loaded. */
export function moduleHints(target: Target, name: string): readonly string[] {
  const near = suggest(name, target.moduleNames());
  return near.length > 0 ? near : [`load it with: modprobe ${name}`];
}

/** Names of the kernel's structures and typedefs that one which isn't there may have been meant for; its first letter is taken to be right. */
export function typesLike({ btf }: Target, written: string): readonly string[] {
  const name = /\w+(?=[\s*]*$)/.exec(written)?.[0] ?? "";
  if (btf === undefined || name === "") return [];
  return suggest(name, (["struct", "union", "typedef"] as const).flatMap((kind) => btf.names(kind, name[0])));
}

const CAST_KINDS = ["struct", "union", "typedef", "int", "enum"] as const;

/** A pointer to a type, where the blob need not have one. */
export function pointerTo(type: CType): PointerType {
  return { kind: "ptr", id: -1, name: "", typeId: type.id, type };
}

/** Follows a script's path from a value of a type. */
export function resolveTargetPath(target: Target, root: CType | undefined, steps: readonly PathStep[]): TargetPath {
  if (root === undefined || target.btf === undefined) {
    return { ok: false, message: "unknown type in dereference", hints: ["name the type with @cast(value, \"type\")"] };
  }
  const path = resolvePath(target.btf, root, [...steps]);
  return path.ok ? { ok: true, path } : { ok: false, ...explain(path, steps) };
}

const MAX_CANDIDATES = 12;

function explain(problem: PathProblem, steps: readonly PathStep[]): { message: string; hints: readonly string[] } {
  const step = steps[problem.step];
  const name = step?.kind === "member" ? step.name : "[]";
  switch (problem.problem) {
    case "no-member": {
      const similar = suggest(name, problem.candidates);
      const all = problem.candidates.slice(0, MAX_CANDIDATES).join(", ") + (problem.candidates.length > MAX_CANDIDATES ? ", …" : "");
      return { message: `'${printType(problem.container)}' has no member '${name}'`, hints: [...similar, `its members are: ${all}`] };
    }
    case "not-a-structure":
      return { message: `'->${name}' of a '${printType(problem.type)}', which has no members`, hints: [] };
    case "not-an-array":
      return { message: `'[]' of a '${printType(problem.type)}', which can't be indexed`, hints: [] };
    case "incomplete-type":
      return { message: `'${printType(problem.type)}' is only declared in the kernel's type information: its content is not known`, hints: [] };
  }
}
