import { r0, r1, r2 } from "@tapset/asm";
import type { Global, Handler, Ir, Update } from "@tapset/core";
import { ACCESSOR, ACCESSOR_OPERATORS } from "../../layout/accessor-layout.js";
import { keySize } from "../../layout/global-layout.js";
import { accumulateInto } from "../globals/accumulate.js";
import { Code, SCRATCH_POINTER } from "../code/code.js";
import type { HandlerRun } from "./handler-run.js";
import { Image } from "../code/image.js";
import { isExpression, walk } from "../code/ir-nodes.js";
import { hold, takeKey, type Key, type MapLayout } from "../globals/map-access.js";
import type { ModuleWriter } from "../code/module-writer.js";
import { emitScratch } from "./program.js";
import { updateElement } from "../globals/update.js";

/**
 * The operators session handlers apply to elements of shared arrays, by array; aggregates have an empty set. What a handler
 * that owns a copy of longs doesn't delete is added back.
 */
export function sessionUpdates(ir: Ir): Map<Global, Set<Update["operator"]>> {
  const updates = new Map<Global, Set<Update["operator"]>>();
  const noteOf = (global: Global): Set<Update["operator"]> => {
    const known = updates.get(global) ?? new Set();
    updates.set(global, known);
    return known;
  };
  for (const { handler } of ir.session) {
    for (const global of handler.owns) if (global.type === "long") noteOf(global).add("add");
    for (const node of walk(...handler.body, ...handler.functions.flatMap(({ body }) => body))) {
      if (!isExpression(node)) {
        if (node.op === "accumulate" && node.global.storage === "shared") noteOf(node.global);
        continue;
      }
      if (node.op !== "update") continue;
      const { place, operator } = node.update;
      if (place.global.storage === "shared" && place.global.keys.length > 0) noteOf(place.global).add(operator);
    }
  }
  return updates;
}

/** Emits the program through which the session updates a global's elements. */
export function emitAccessor(module: ModuleWriter, global: Global, operators: ReadonlySet<Update["operator"]>): void {
  const layout = module.layoutOf(global);
  if (layout.kind !== "map" || layout.accessor === undefined) throw new Error(`global ${global.name}: it has no accessor`);
  const name = layout.accessor;
  const image = new Image(module, undefined, name, { blocks: 1, depth: layout.queue === undefined ? 0 : 1, outBytes: 0 });
  const code = new Code(image, name, "main");
  const { asm } = code;
  const full = asm.newLabel("full");
  code.takeFrame(-SCRATCH_POINTER);
  const context = code.takeFrame(8);
  asm.store(8, code.frame, context, r1);
  emitScratch(code, full);
  code.run = accessorRun(code, full);
  const key = copyKey(code, layout, context);
  asm.ldx(8, r1, code.frame, context).ldx(8, r2, r1, ACCESSOR.operand);
  const operand = hold(code, r2);
  if (layout.value.type === "stats") accumulateInto(code, layout, key, operand);
  else {
    for (const operator of operators) {
      const next = asm.newLabel("next");
      asm.ldx(8, r1, code.frame, context).ldx(8, r1, r1, ACCESSOR.operator);
      asm.jump("ne", r1, ACCESSOR_OPERATORS.indexOf(operator), next);
      updateElement(code, layout, key, operand, operator, "old", r0);
      asm.ldx(8, r1, code.frame, context).store(8, r1, ACCESSOR.old, r0).mov(r0, 0).exit();
      asm.label(next);
    }
  }
  asm.mov(r0, 0).exit();
  code.placeCold();
  asm.label(full).mov(r0, 1).exit();
  module.addMap(image.scratchSpec());
  module.programs.push({
    name,
    kind: { type: "SYSCALL" },
    probes: [],
    ...image.assemble(asm.finish()),
    family: undefined,
    attach: [],
  });
}

/** A run without a handler: every error goes to `full`. */
function accessorRun(code: Code, full: string): HandlerRun {
  const target = { code, label: full };
  const handler: Handler = { id: -1, probe: -1, condition: undefined, locals: [], body: [], functions: [], owns: [], paired: undefined };
  return {
    handler,
    blockOffset: 0,
    homes: new Map(),
    pointers: new Set(),
    faultAddress: { id: -1, name: "fault", type: "long", bound: 0 },
    record: undefined,
    output: { mode: "once", prints: new Map(), outBytes: 0 },
    labels: new Map(),
    completed: target,
    failed: target,
    catcher: { target, message: undefined },
    machine: undefined,
    returning: undefined,
  };
}

function copyKey(code: Code, layout: MapLayout, context: number): Key {
  const key = takeKey(code, Math.max(8, keySize(layout)) + (layout.queue === undefined ? 0 : 8));
  const { asm } = code;
  asm.ldx(8, r1, code.frame, context);
  if (key.base === "scratch") code.scratch(r2);
  for (let at = 0; at < keySize(layout); at += 8) {
    asm.ldx(8, r0, r1, ACCESSOR.key + at).store(8, key.base === "frame" ? code.frame : r2, key.offset + at, r0);
  }
  if (layout.keys.length === 0) asm.store(8, code.frame, key.offset, 0);
  return key;
}
