import type { CType, PathStep } from "@tapset/btf";
import { type ContextVariable, didYouMean, type Target } from "@tapset/core";
import { type Accessor, type AtVar, type Expression, type TargetExpression, type TargetVariable, walk } from "@tapset/language";
import type { Body } from "./body.js";
import { type ExpressionRow, scopeNames } from "./inference.js";
import { constantNamed, enumeratorOf, enumNamed } from "./enumerators.js";
import { kernelVariable } from "./kernel-variable.js";
import { suggest } from "./suggest.js";
import { describe } from "./subject.js";
import { castType, contextType, missingModules, resolveTargetPath, typesLike, whoseTypes } from "./target-type.js";
import type { TargetBase, TypedAccessor, TypedExpression } from "./typed.js";

/** What reads the probed program, and what asks whether it can be read. */
export const TARGET_ROWS: {
  readonly [K in
    | TargetExpression["kind"]
    | "Defined"
    | "ChooseDefined"
    | "Entry"
    | "Perf"
    | "ProbeWrite"
    | "Register"]: ExpressionRow<K>;
} = {
  TargetVariable: (body, node) => contextExpression(body, node, node.name),
  AtVar: (body, node) => (isOfProbe(body, node) ? contextExpression(body, node, atVarName(node)) : kernelExpression(body, node)),

  Cast(body, node) {
    const operand = body.expect(node.operand, "long");
    const ctype = castType(body.inference.target, node.type, node.module);
    if (ctype === undefined) {
      body.report("unknown-type", `type '${node.type}' is not in ${whoseTypes(node.module)}`, node.span, { subject: describe(node), hints: [...missingModules(body.inference.target, node.module), ...typesLike(body.inference.target, node.type)] });
      for (const accessor of node.accessors) typedAccessor(body, accessor);
      return body.wrong(node.span);
    }
    return targetExpression(body, node, { kind: "cast", operand, ctype });
  },

  Autocast(body, node) {
    return targetExpression(body, node, { kind: "auto", operand: body.expect(node.operand, "long") });
  },

  Defined: (body, node) => body.constant(isDefined(body, node.operand) ? 1n : 0n, node.span),
  ChooseDefined: (body, node) => body.expression(isDefined(body, node.preferred) ? node.preferred : node.fallback),

  Entry(body, node) {
    if (body.owner.hasEntry !== true) {
      body.report("entry-outside-return", "@entry is only valid in return probes", node.span, { subject: describe(node) });
      return body.wrong(node.span);
    }
    const operand = body.value(node.operand);
    return { kind: "entry", span: node.span, type: operand.type, operand };
  },

  Perf(body, node) {
    body.report("undefined-counter", `no perf counter '${node.counter}' is defined`, node.span, {
      subject: describe(node),
      hints: ["count what fires with a probe perf.type(…).config(…).sample(1): counters are read by probes of a program's functions alone"],
    });
    return body.wrong(node.span);
  },

  ProbeWrite: (body, node) => body.constant(isWrittenByProbe(body, node.operand) ? 1n : 0n, node.span),

  Register(body, node) {
    body.report("registers-unavailable", "registers can't be read by DWARF number here", node.span, { subject: `operator '@${node.space === "kernel" ? "k" : "u"}register'` });
    return body.wrong(node.span);
  },
};

function atVarName(node: AtVar): string {
  return node.name.includes("@") ? `@var("${node.name}")` : `$${node.name}`;
}

/** Whether an `@var` means what the probe point has; else it's a variable of the kernel. */
function isOfProbe(body: Body, node: AtVar): boolean {
  if (node.module !== undefined) return false;
  const name = atVarName(node);
  return body.scope?.lookup(name) !== undefined || enumeratorNamed(body, node, name) !== undefined;
}

/** `@var("jiffies")`, `&@var("init_task@init/init_task.c")->pid`. */
function kernelExpression(body: Body, node: AtVar): TypedExpression {
  const { target, options } = body.inference;
  const variable = kernelVariable(target, node.name, node.module);
  const known = "message" in variable ? undefined : variable;
  const isPlainAddress = node.addressOf && node.accessors.length === 0;
  if (known !== undefined && (known.ctype !== undefined || isPlainAddress)) return targetExpression(body, node, { kind: "kernel", variable: known });
  if (options.skipBadVariables === true) return badVariable(body, node);
  const subject = describe(node);
  if ("message" in variable) body.report("unknown-variable", variable.message, node.span, { subject, hints: variable.hints });
  else {
    const hints = [`name it yourself with @cast(&@var("${node.name}"), "TYPE"), or read a number with kernel_long(&@var("${node.name}"))`];
    body.report("untyped-variable", `the type of '${variable.name}' is not in the kernel's type information`, node.span, { subject, hints });
  }
  for (const accessor of node.accessors) typedAccessor(body, accessor);
  return body.wrong(node.span);
}

/** `$x`, `$x->a[1]$`, `$$vars$`. */
function contextExpression(body: Body, node: TargetVariable | AtVar, name: string): TypedExpression {
  if (body.inference.options.skipBadVariables === true && !isDefined(body, node)) return badVariable(body, node);
  const enumerator = enumeratorNamed(body, node, name);
  if (enumerator !== undefined) return body.constant(enumerator, node.span);
  const variable = lookupContext(body, node, name);
  if (variable === undefined) {
    for (const accessor of node.accessors) typedAccessor(body, accessor);
    return body.wrong(node.span);
  }
  const pretty = prettyDepth(node.accessors);
  if (pretty !== 0 && name.startsWith("$$")) {
    const type = body.known("string", node.span, describe(node));
    return { kind: "group", span: node.span, type, variables: groupMembers(body, name), pretty };
  }
  if (node.accessors.length === 0 && !node.addressOf) {
    return { kind: "context", span: node.span, type: body.known(variable.type, node.span, describe(node)), variable };
  }
  return targetExpression(body, node, { kind: "context", variable });
}

/**
 * `$HRTIMER_RESTART`: one of the kernel's enumerators, in a probe that has context variables. Only names in capitals: another may be
 * that of a parameter which this kernel hasn't got.
 */
function enumeratorNamed({ scope, inference }: Body, { accessors, addressOf }: TargetVariable | AtVar, name: string): bigint | undefined {
  if (!/^\$[A-Z][A-Z0-9_]*$/.test(name) || accessors.length > 0 || addressOf || scope === undefined || scope.lookup(name) !== undefined) return undefined;
  return scope.list().some((variable) => variable.name.startsWith("$")) ? inference.target.btf?.enumerator(name.slice(1)) : undefined;
}

/** `--skip-badvars`: 0 in place of what isn't there. */
function badVariable(body: Body, node: TargetVariable | AtVar): TypedExpression {
  body.report("bad-variable", "bad $context variable being substituted with literal 0", node.span, { severity: "warning", subject: describe(node) });
  return body.constant(0n, node.span);
}

function lookupContext(body: Body, node: TargetVariable | AtVar, name: string): ContextVariable | undefined {
  const variable = body.scope?.lookup(name);
  if (variable?.absent !== undefined) {
    body.report("absent-variable", `context variable '${name}' has no value at the probe point: ${variable.absent}`, node.span, { subject: describe(node), hints: ["ask for it with @defined, or probe another line"] });
    return undefined;
  }
  if (variable !== undefined) return variable;
  const where = body.owner.function !== undefined ? "functions have no context variables" : "the probe point has no such variable";
  body.report("undefined-context-variable", `unresolved context variable '${name}': ${where}`, node.span, {
    subject: describe(node),
    hints: body.owner.function !== undefined ? ["pass its value as an argument"] : variablesMeant(name, scopeNames(body.scope)),
  });
  return undefined;
}

/** A point that names its values itself has `filename` where another has `$filename`. */
function variablesMeant(name: string, names: readonly string[]): readonly string[] {
  const plain = name.slice(1);
  return names.includes(plain) ? didYouMean([plain]) : suggest(name, names.filter((each) => each.startsWith("$")));
}

/** The variables `$$vars$` and its kin stand for. */
function groupMembers(body: Body, group: string): readonly ContextVariable[] {
  return body.scope?.lookup(group)?.lists ?? [];
}

function targetExpression(body: Body, node: TargetExpression, base: TargetBase): TypedExpression {
  const pretty = prettyDepth(node.accessors);
  const accessors = node.accessors.flatMap((accessor) => typedAccessor(body, accessor) ?? []);
  checkPath(body, node, base);
  const type = body.known(pretty === 0 ? "long" : "string", node.span, describe(node));
  return { kind: "target", span: node.span, type, base, accessors, addressOf: node.addressOf, pretty };
}

/** Reports members that aren't there, where the type they're looked for in is known by now. */
function checkPath(body: Body, node: TargetExpression, base: TargetBase): void {
  const steps = pathSteps(node.accessors);
  if (base.kind === "auto" || steps.length === 0) return;
  const { target } = body.inference;
  const root = rootType(base, target);
  const path = root === undefined ? undefined : resolveTargetPath(target, root, steps);
  if (path?.ok === false) body.report("unresolved-member", path.message, node.span, { subject: describe(node), hints: path.hints });
}

function rootType(base: Exclude<TargetBase, { kind: "auto" }>, target: Target): CType | undefined {
  switch (base.kind) {
    case "cast":
      return base.ctype;
    case "kernel":
      return base.variable.ctype;
    case "context":
      return contextType(base.variable, target);
  }
}

function typedAccessor(body: Body, accessor: Accessor): TypedAccessor | undefined {
  switch (accessor.kind) {
    case "FieldAccessor":
      return { kind: "member", name: accessor.name, span: accessor.span };
    case "IndexAccessor":
      return { kind: "index", index: body.expect(accessor.index, "long"), span: accessor.span };
    case "PrettyAccessor":
      return undefined;
  }
}

function prettyDepth(accessors: readonly Accessor[]): 0 | 1 | 2 {
  const last = accessors.at(-1);
  return last?.kind === "PrettyAccessor" ? last.depth : 0;
}

/** Whether an operand of @defined has a meaning at this probe point. */
function isDefined(body: Body, node: Expression): boolean {
  const { target } = body.inference;
  switch (node.kind) {
    case "TargetVariable":
    case "AtVar": {
      const name = node.kind === "AtVar" ? atVarName(node) : node.name;
      if (node.kind === "AtVar" && !isOfProbe(body, node)) return isKernelVariable(target, node);
      const variable = body.scope?.lookup(name);
      if (variable === undefined) return enumeratorNamed(body, node, name) !== undefined;
      if (variable.absent !== undefined) return false;
      const steps = pathSteps(node.accessors);
      return steps.length === 0 || resolveTargetPath(target, contextType(variable, target), steps).ok;
    }
    case "Cast": {
      const ctype = castType(target, node.type, node.module);
      return ctype !== undefined && isDefined(body, node.operand) && resolveTargetPath(target, ctype, pathSteps(node.accessors)).ok;
    }
    case "Const":
      return constantNamed(body, node.name) !== undefined;
    case "Enumerator":
      return enumeratorOf(target, node.name, node.module) !== undefined;
    case "EnumeratorName":
      return enumNamed(target, node.type, node.module) !== undefined && isDefined(body, node.value);
    case "Entry":
      return body.owner.hasEntry === true && isDefined(body, node.operand);
    case "Call":
      return node.args.every((argument) => isDefined(body, argument));
    case "Perf":
    case "Register":
      return false;
    default:
      return true;
  }
}

function isKernelVariable(target: Target, { name, module, accessors, addressOf }: AtVar): boolean {
  const variable = kernelVariable(target, name, module);
  if ("message" in variable) return false;
  const steps = pathSteps(accessors);
  return steps.length === 0 ? addressOf || variable.ctype !== undefined : resolveTargetPath(target, variable.ctype, steps).ok;
}

function pathSteps(accessors: readonly Accessor[]): PathStep[] {
  return accessors.flatMap((accessor): PathStep[] => {
    switch (accessor.kind) {
      case "FieldAccessor":
        return [{ kind: "member", name: accessor.name }];
      case "IndexAccessor":
        return [{ kind: "index", value: accessor.index.kind === "NumberLiteral" ? Number(accessor.index.value) : undefined }];
      case "PrettyAccessor":
        return [];
    }
  });
}

/** Whether the script's own block (not its aliases') assigns the variable. */
function isWrittenByProbe(body: Body, node: Expression): boolean {
  let written = false;
  const name = node.kind === "Variable" || node.kind === "TargetVariable" ? node.name : undefined;
  for (const block of body.owner.ownBlocks ?? []) {
    walk(block, (each) => {
      if (each.kind !== "Assignment" && each.kind !== "Update") return;
      const { target } = each;
      if ((target.kind === "Variable" || target.kind === "TargetVariable") && target.name === name) written = true;
    });
  }
  return written;
}
