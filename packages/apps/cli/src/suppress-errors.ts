import type { Block, ProbeDecl, Script } from "@tapset/language";

/** `--suppress-handler-errors`: every handler as `try { … } catch { next }`, as stap(1) documents it. */
export function suppressErrors(script: Script): Script {
  return { ...script, items: script.items.map((item) => (item.kind === "ProbeDecl" ? suppressed(item) : item)) };
}

function suppressed(probe: ProbeDecl): ProbeDecl {
  const { span } = probe.body;
  const handler: Block = { kind: "Block", span, statements: [{ kind: "Next", span }] };
  return { ...probe, body: { kind: "Block", span, statements: [{ kind: "Try", span, body: probe.body, handler }] } };
}
