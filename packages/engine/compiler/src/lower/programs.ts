import {
  type AttachSpec,
  Builder,
  type Global,
  type Handler,
  type KernelCase,
  type KernelProgram,
  type KernelSite,
  type Local,
  type LongExpr,
  noProbe,
  type ProbeInfo,
  type ProgramKind,
  type SessionHandler,
  type Stmt,
} from "@tapset/core";
import { simplify } from "../optimise/simplify.js";
import { type EntryPlan, EntryRecords, readSlots } from "./entry-records.js";
import type { LoweredHandler } from "./handlers.js";
import type { LoweringSession } from "./lowering.js";

/** Everything that runs, before bounds are known. */
export interface Assembled {
  readonly probes: readonly ProbeInfo[];
  readonly programs: readonly KernelProgram[];
  readonly session: readonly SessionHandler[];
  readonly records: EntryRecords["records"];
}

interface OpenProgram {
  readonly family: string;
  readonly program: ProgramKind;
  readonly attach: readonly AttachSpec[];
  selector: LongExpr | undefined;
  readonly inAnyTask: boolean;
  readonly cases: KernelCase[];
}

const NO_LOCALS: readonly Local[] = [];
const NO_GLOBALS: readonly Global[] = [];

/** Puts handlers into programs (one for each place where something fires) and into the session's phases. */
export function assemblePrograms(session: LoweringSession, handlers: readonly LoweredHandler[], skipSelf: boolean): Assembled {
  const assembler = new ProgramAssembler(session);
  for (const handler of handlers) assembler.add(handler);
  return assembler.finish(skipSelf);
}

class ProgramAssembler {
  readonly #probes: ProbeInfo[] = [];
  readonly #programs = new Map<string, OpenProgram>();
  readonly #session: SessionHandler[] = [];
  readonly #records = new EntryRecords();
  #handlers = 0;

  constructor(private readonly lowering: LoweringSession) {}

  add(handler: LoweredHandler): void {
    const { derived, family, written, declaration } = handler.probes[0];
    const probe = this.#probes.length;
    const point = handler.probes.length > 1 ? written : derived.point;
    this.#probes.push({ id: probe, point, written, span: declaration.span });
    const { site, entry } = derived;
    if (site.where === "session") {
      const made = this.#handler(probe, handler.condition, handler.body, handler.functions);
      this.#session.push({ handler: made, family: family.name, phase: site.phase, order: site.order, start: site.start });
      return;
    }
    const needsEntry = derived.entryNests !== true || handler.entryValues.length > 0;
    const plan = entry && needsEntry ? this.#records.plan(handler, entry) : undefined;
    if (plan !== undefined) this.#addEntry(handler, plan, probe);
    // Texts whose parts were kept can now be printed part by part.
    const settle = (list: readonly Stmt[]): readonly Stmt[] => simplify(list, this.#builder().maxString);
    const body = plan === undefined ? handler.body : settle(readSlots(handler.body, plan));
    const paired = plan && { record: plan.record, mark: this.#mark(plan) };
    this.#addCase(handler, site, { ...this.#handler(probe, handler.condition, body, handler.functions), paired });
  }

  finish(skipSelf: boolean): Assembled {
    const programs = [...this.#programs.values()].map(({ inAnyTask, ...each }, id): KernelProgram => ({ ...each, id, name: `${each.family}_${id}`, skipSelf: skipSelf && !inAnyTask }));
    return { probes: this.#probes, programs, session: this.#session, records: this.#records.records };
  }

  #addCase(handler: LoweredHandler, site: KernelSite, made: Handler): void {
    const isFree = site.select === undefined && made.paired === undefined && !handler.readsPlace;
    // Some of the probes that share a handler may have no cheaper site: theirs takes the same kind of program then.
    const chosen = (each: KernelSite): Pick<KernelSite, "program" | "attach"> => (isFree ? (each.contextFree ?? each) : each);
    const attach = handler.probes.map(({ derived }) => chosen(derived.site as KernelSite).attach);
    const { program } = chosen(site);
    // Probes that share a handler by a selector all fire at one place.
    const places = site.select === undefined ? attach : attach.slice(0, 1);
    const when = site.select && handler.probes.map(({ derived }) => (derived.site as KernelSite).select?.value ?? 0n);
    this.#open(handler, program, places, site).cases.push({ when, handler: made });
  }

  /** The companion of a return handler: remembers what it needs where the entry fires. */
  #addEntry(handler: LoweredHandler, plan: EntryPlan, probe: number): void {
    const { maxString } = this.#builder();
    const remember: Stmt = { op: "remember", record: plan.record, values: plan.values, mark: this.#mark(plan) };
    const made = { ...this.#handler(probe, undefined, simplify([remember], maxString), []), companion: true };
    this.#open(handler, plan.entry.program, [plan.entry.attach], plan.entry).cases.push({ when: plan.when, handler: made });
  }

  /** What tells one entry from another: the selector's value, raised since 0 is no entry. */
  #mark({ when }: EntryPlan): LongExpr {
    const builder = this.#builder();
    if (when === undefined) return builder.constant(1);
    return when.length === 1 ? builder.constant((when[0] ?? 0n) + 1n) : builder.binary("add", builder.environment("selector"), 1);
  }

  #open({ probes }: LoweredHandler, program: ProgramKind, attach: readonly AttachSpec[], { select, inAnyTask }: KernelSite): OpenProgram {
    const family = probes[0].family.name;
    const key = JSON.stringify([family, program, attach]);
    let open = this.#programs.get(key);
    if (open === undefined) {
      open = { family, program, attach, selector: undefined, inAnyTask: inAnyTask === true, cases: [] };
      this.#programs.set(key, open);
    }
    open.selector ??= select?.selector(this.#builder());
    return open;
  }

  #handler(probe: number, condition: LongExpr | undefined, body: readonly Stmt[], functions: Handler["functions"]): Handler {
    return { id: this.#handlers++, probe, condition, locals: NO_LOCALS, body, functions, owns: NO_GLOBALS, paired: undefined };
  }

  #builder(): Builder {
    const { target, limits } = this.lowering;
    return new Builder("kernel", target, undefined, limits.MAXSTRINGLEN - 1, noProbe);
  }
}
