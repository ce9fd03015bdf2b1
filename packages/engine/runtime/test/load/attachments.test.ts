import type { Module } from "@tapset/compiler";
import type { AttachSpec, ProbeFamily } from "@tapset/core";
import { createKernel, SyscallError } from "@tapset/sys";
import { describe, expect, it } from "vitest";
import { Attachments } from "../../src/load/attachments.js";
import type { LoadedProgram } from "../../src/load/load-programs.js";

const kernel = createKernel({ syscall: () => 0 });

/** Attaches places of which the kernel refuses those called so; gives what was noted and what is attached. */
async function attach(...specs: readonly AttachSpec[]): Promise<{ readonly notes: readonly string[]; readonly attached: readonly string[] }> {
  const notes: string[] = [];
  const attached: string[] = [];
  const family: ProbeFamily = {
    name: "made",
    patterns: [],
    derive: () => ({ kind: "probes", probes: [] }),
    loadAttach: () =>
      Promise.resolve({
        attach: (_kernel: unknown, _program: unknown, { kind }: AttachSpec) => {
          if (kind === "refused") throw new SyscallError("bpf(BPF_LINK_CREATE)", 22, "attach program");
          attached.push(kind);
          return { close: () => undefined };
        },
        attachAll: (_kernel: unknown, _program: unknown, specs: readonly AttachSpec[]) => {
          if (!specs.every(({ together }) => together === true)) return undefined;
          const refusals = specs.filter(({ kind }) => kind === "told");
          if (refusals.length > 0) {
            attached.push(specs.filter((spec) => !refusals.includes(spec)).map(({ kind }) => kind).join("+"));
            return { close: () => undefined, refused: refusals.map((spec) => ({ spec, cause: new SyscallError("write", 22, "define kprobe") })) };
          }
          if (specs.some(({ kind }) => kind === "refused")) throw new SyscallError("bpf(BPF_LINK_CREATE)", 22, "attach program");
          attached.push(specs.map(({ kind }) => kind).join("+"));
          return { close: () => undefined };
        },
      }),
  };
  const program = { image: { name: "made_0", family: "made", attach: specs }, fd: {} } as unknown as LoadedProgram;
  const script = { ir: { probes: [{ point: "made.up" }], programs: [{ family: "made", attach: specs, cases: [{ handler: { probe: 0 } }] }] } } as unknown as Module;
  await new Attachments(script).attach(kernel, [program], () => family, { target: undefined, note: (text) => void notes.push(text) });
  return { notes, attached };
}

describe("places that the kernel refuses", () => {
  it("are left out with a note where they're some of many", async () => {
    const { notes, attached } = await attach({ kind: "a", optional: "kernel.function(\"a\")" }, { kind: "refused", optional: "kernel.function(\"b\")" });
    expect(attached).toEqual(["a"]);
    expect(notes).toEqual([expect.stringMatching(/^kernel\.function\("b"\) is left out: .*EINVAL/)]);
  });

  it("are an error where that's all of them", async () => {
    await expect(attach({ kind: "refused", optional: "kernel.function(\"b\")" })).rejects.toThrow(/^attach made\.up: .*EINVAL/);
  });

  it("are an error where they're named", async () => {
    await expect(attach({ kind: "a", optional: "kernel.function(\"a\")" }, { kind: "refused" })).rejects.toThrow(/^attach made\.up: .*EINVAL/);
  });
});

describe("places that the kernel takes at once", () => {
  const places = (...kinds: readonly string[]): AttachSpec[] => kinds.map((kind) => ({ kind, together: true, optional: `kernel.function("${kind}")` }));

  it("are attached at once", async () => {
    expect(await attach(...places("a", "b", "c"))).toEqual({ attached: ["a+b+c"], notes: [] });
  });

  it("are attached but for those that the kernel refuses", async () => {
    const { attached, notes } = await attach(...places("a", "b", "c", "d", "refused", "f", "g", "h"));
    expect(attached).toEqual(["a+b+c+d", "f", "g+h"]);
    expect(notes).toEqual([expect.stringMatching(/^kernel\.function\("refused"\) is left out/)]);
  });

  it("are attached at once but for those that the kernel refuses by name", async () => {
    const { attached, notes } = await attach(...places("a", "told", "c"));
    expect(attached).toEqual(["a+c"]);
    expect(notes).toEqual([expect.stringMatching(/^kernel\.function\("told"\) is left out: define kprobe/)]);
  });

  it("are an error where the kernel refuses all of them, or one that is named", async () => {
    await expect(attach(...places("told", "told"))).rejects.toThrow(/^attach made\.up: define kprobe/);
    await expect(attach(...places("a"), { kind: "told", together: true })).rejects.toThrow(/^attach made\.up: define kprobe/);
  });
});
