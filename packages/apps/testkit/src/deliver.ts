import { tracepointArguments } from "@tapset/btf";
import type { Target } from "@tapset/core";
import { counterPlace } from "./interpreted-kernel/attach-points.js";
import type { InterpretedKernel } from "./interpreted-kernel/interpreted-kernel.js";
import { environmentOf, type InventedEvent } from "./invented-event.js";
import { InventedMemory } from "./invented-memory.js";

/** Words of context a raw tracepoint has at most. */
const MOST_WORDS = 12;

/**
 * Lets an event happen in an interpreted kernel.
 *
 * @returns the place where it happened when nothing is attached there
 */
export function deliver(event: InventedEvent, kernel: InterpretedKernel, target: Target): string | undefined {
  if (event.kind === "time") {
    kernel.pass(event.durationNs);
    return undefined;
  }
  const memory = new InventedMemory(kernel.memory, target);
  const { place, context } = happening(event, memory, target);
  const programs = kernel.fire(place, context, environmentOf(event.surroundings, memory));
  return programs === 0 ? place : undefined;
}

interface Happening {
  readonly place: string;
  readonly context: Uint8Array;
}

function happening(event: Exclude<InventedEvent, { kind: "time" }>, memory: InventedMemory, target: Target): Happening {
  switch (event.kind) {
    case "tracepoint": {
      const { name, words } = event;
      const given = typeof words === "function" ? words(memory) : words;
      const count = (target.btf && tracepointArguments(target.btf, name)?.length) ?? MOST_WORDS;
      const context = new BigUint64Array(Math.max(count, given.length, 1));
      for (const [index, word] of given.entries()) context[index] = BigInt.asUintN(64, BigInt(word));
      return { place: `tracepoint ${name}`, context: new Uint8Array(context.buffer) };
    }
    case "trace-event":
      return record(event, target);
    case "counter":
      return { place: counterPlace(event.counter, event.surroundings.cpu ?? 0), context: new Uint8Array(PERF_EVENT_CONTEXT_BYTES) };
  }
}

/** `struct bpf_perf_event_data`: registers, sample period, address. */
const PERF_EVENT_CONTEXT_BYTES = 184;

/** A trace event's record, laid out as its format says. */
function record({ subsystem, name, fields }: Extract<InventedEvent, { kind: "trace-event" }>, target: Target): Happening {
  const event = target.traceEvent(subsystem, name);
  if (event === undefined) throw new Error(`invent trace event ${subsystem}:${name}: the target has none`);
  const context = new Uint8Array(Math.max(...event.fields.map(({ offset, size }) => offset + size)));
  for (const [field, value] of Object.entries(fields)) {
    const layout = event.fields.find((each) => each.name === field);
    if (layout === undefined) throw new Error(`invent trace event ${subsystem}:${name}: it has no field ${field}`);
    for (let byte = 0; byte < layout.size; byte += 1) context[layout.offset + byte] = Number((BigInt(value) >> BigInt(8 * byte)) & 0xffn);
  }
  return { place: `trace event ${event.id}`, context };
}
