import type { BpfLinks, Fd, PerfCounter, PerfEvents, PerfScope } from "@tapset/sys";
import type { Descriptors } from "./descriptors.js";
import { InterpretedProgram } from "./interpreted-programs.js";
import { ERRNO, refuse } from "./refuse.js";

/** A perf event behind a descriptor. */
class PerfEvent {
  constructor(
    readonly counter: PerfCounter,
    readonly scope: PerfScope,
  ) {}
}

/** Which programs run where. Places are texts: `tracepoint sched_switch`, `trace event 372`, `counter cpu_clock of CPU 0`. */
export class AttachPoints {
  readonly #programs = new Map<string, InterpretedProgram[]>();
  readonly links: BpfLinks;
  readonly perf: PerfEvents;

  /** `tracepointOf` gives the tracepoint that a `tracing` program was loaded for. */
  constructor(descriptors: Descriptors, tracepointOf: (attachBtfId: number) => string | undefined) {
    this.links = this.#createLinks(descriptors, tracepointOf);
    this.perf = this.#createPerf(descriptors);
  }

  /** The programs that run at a place, in the order they were attached. */
  at(place: string): readonly InterpretedProgram[] {
    return [...(this.#programs.get(place) ?? [])];
  }

  /** Where programs are attached now. */
  get places(): readonly string[] {
    return [...this.#programs].filter(([, programs]) => programs.length > 0).map(([place]) => place);
  }

  #add(place: string, program: InterpretedProgram): () => void {
    const programs = this.#programs.get(place) ?? [];
    this.#programs.set(place, programs);
    programs.push(program);
    return () => void programs.splice(programs.indexOf(program), 1);
  }

  #createLinks(descriptors: Descriptors, tracepointOf: (attachBtfId: number) => string | undefined): BpfLinks {
    return {
      create: ({ program, target }) => {
        const attempt = `attach ${program.what}`;
        if (target === undefined) return refuse("bpf(BPF_LINK_CREATE)", ERRNO.EINVAL, attempt);
        const detach = this.#add(placeOf(descriptors.find(target, PerfEvent)), descriptors.find(program, InterpretedProgram));
        return descriptors.open(`link of ${program.what}`, () => ({}), detach);
      },
      openRawTracepoint: (program, name) => {
        const loaded = descriptors.find(program, InterpretedProgram);
        const tracepoint = name ?? tracepointOf(loaded.spec.attachBtfId ?? 0);
        if (tracepoint === undefined) return refuse("bpf(BPF_RAW_TRACEPOINT_OPEN)", ERRNO.EINVAL, `attach ${program.what}`);
        return descriptors.open(`link of ${program.what}`, () => ({}), this.#add(`tracepoint ${tracepoint}`, loaded));
      },
      iterate: (link) => refuse("bpf(BPF_ITER_CREATE)", ERRNO.EINVAL, `iterate ${link.what}`),
      info: (link) => ({ id: link.number, programId: 0, type: 0 }),
      ids: () => [],
    };
  }

  #createPerf(descriptors: Descriptors): PerfEvents {
    const detachments = new Map<Fd, () => void>();
    return {
      pmuType: () => undefined,
      open: ({ counter, scope }) => {
        const fd: Fd = descriptors.open(`perf event ${counter.kind}`, () => new PerfEvent(counter, scope), () => detachments.get(fd)?.());
        return fd;
      },
      enable: () => undefined,
      disable: () => undefined,
      // Events happen when a test makes them, and are given to programs alone.
      count: () => 0n,
      setProgram: (event, program) => {
        const place = placeOf(descriptors.find(event, PerfEvent));
        detachments.set(event, this.#add(place, descriptors.find(program, InterpretedProgram)));
      },
    };
  }
}

function placeOf({ counter, scope }: PerfEvent): string {
  // A trace event's program runs wherever it happens, whatever CPU its perf event was opened on.
  if (counter.kind === "tracepoint") return `trace event ${counter.id}`;
  if (counter.kind !== "software" && counter.kind !== "hardware") return counter.kind;
  return "cpu" in scope ? counterPlace(counter.counter, scope.cpu) : `counter ${counter.counter}`;
}

/** What the place is called where a CPU's own counter comes round. */
export function counterPlace(counter: string, cpu: number): string {
  return `counter ${counter} of CPU ${cpu}`;
}
