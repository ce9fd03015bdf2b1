import { createFeatures, createKernel, VerifierError, type Fd } from "@tapset/sys";
import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { NativeEngine } from "./native-engine.js";
import { Rig } from "./rig.js";
import { cases } from "./semantics-cases.js";

const bpf = createFeatures(createKernel()).probe("bpf");

describe.skipIf(bpf.verdict !== "yes")(`emitted programs in this kernel${bpf.verdict === "yes" ? "" : " (skipped: needs BPF)"}`, () => {
  const open = new Set<Fd>();
  const kernel = createKernel({ tracer: { opened: (fd) => void open.add(fd), closed: (fd) => void open.delete(fd) } });

  it.each(cases)("$name", ({ make }) => {
    const { ir, check } = make();
    const emitted = emitBpf(ir);
    expect(emitted.diagnostics).toEqual([]);
    const rig = loaded(() => new Rig(emitted, new NativeEngine(kernel, emitted)));
    try {
      check(rig);
    } finally {
      rig.close();
    }
    expect([...open].map(({ what }) => what)).toEqual([]);
  });
});

/** A verifier's complaint is worth nothing without its log. */
function loaded<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof VerifierError) error.message += `\n${error.log.split("\n").slice(-40).join("\n")}`;
    throw error;
  }
}
