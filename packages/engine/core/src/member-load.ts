import { hasPointerAt, pointee, POINTER_SIZE, resolvePath } from "@tapset/btf";
import type { Builder, LoadOptions } from "./builder.js";
import type { LongExpr } from "./ir.js";

/** `struct task_struct *` of the current task, as a trusted pointer. Kernel handlers only. */
export function currentTask(builder: Builder): LongExpr {
  const type = builder.target.btf?.byName("struct", "task_struct");
  const task = builder.environment("task");
  return type ? { ...task, ctype: type, trusted: true } : task;
}

/**
 * `base->a->b` for a base whose C type is known, numbers being indexes of arrays: loads with the offsets of this target's
 * kernel. Ends in the member's value, or its address when it's a struct or array. Refuses (a diagnostic at the call) what the kernel doesn't have.
 */
export function memberLoad(builder: Builder, base: LongExpr, ...path: readonly (string | number)[]): LongExpr {
  const { btf } = builder.target;
  if (!btf || !base.ctype) {
    return builder.refuse(
      "no-kernel-types",
      `${path.join("->")} can't be found: this kernel doesn't show its types (/sys/kernel/btf/vmlinux)`,
      "use a kernel built with CONFIG_DEBUG_INFO_BTF",
    );
  }
  const result = resolvePath(btf, base.ctype, path.map((step) => (typeof step === "number" ? { kind: "index", value: step } : { kind: "member", name: step })));
  if (!result.ok) return builder.refuse("no-such-member", `this kernel has no ${path.join("->")}`);
  let value = base;
  for (const { offset, scalar, type } of result.accesses) {
    if (!scalar) return { ...builder.binary("add", value, offset), ctype: type };
    const { size, signed, isPointer, bitField } = scalar;
    const access = memberAccess(value, isPointer ? undefined : { offset, size });
    value = builder.load(value, {
      offset,
      size: size as 1 | 2 | 4 | 8,
      signed: signed && !bitField,
      ...access,
      onFault: "zero",
      ctype: type,
      trusted: isPointer && access.access === "typed",
    });
    if (bitField) {
      const mask = (1n << BigInt(bitField.bitSize)) - 1n;
      value = builder.binary("and", builder.binary("shr", value, bitField.bitOffset), mask);
    }
  }
  return value;
}

/** How a member is reached from a value that may be trusted; `number` is where it lies, unless it's a pointer. */
export function memberAccess({ trusted, ctype }: LongExpr, number: { readonly offset: number; readonly size: number } | undefined): Pick<LoadOptions, "access" | "seenAsPointer"> {
  if (trusted !== true) return { access: "kernel" };
  const type = ctype && (pointee(ctype) ?? ctype);
  if (number === undefined || type === undefined || !hasPointerAt(type, number.offset, number.size)) return { access: "typed" };
  // In a union the verifier takes what is there for whichever member it finds first, and of a pointer it lets no part be loaded.
  return number.size === POINTER_SIZE ? { access: "typed", seenAsPointer: true } : { access: "kernel" };
}
