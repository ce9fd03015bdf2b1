import type { StatsStore, ValueStore } from "@tapset/compiler";
import type { Target } from "@tapset/core";
import { type CompiledRun, type CompiledScript, environmentOf, InterpretedKernel, InventedMemory, type PlacedStructure, runCompiled } from "@tapset/testkit/interpreted";
import type { GivenContext, TestCase, TestEvent, TestPath } from "../test-file.js";
import { type Act, PointError, type Playbill } from "./playbill.js";
import type { RehearsedFamilies, StagePlace } from "./rehearsed-family.js";
import { bytesAsText, StagedValues, ValueError } from "./staged-values.js";
import type { Stage, StagedValue } from "./stage.js";

/** Something in a case that can't happen as it's written, and where. */
export class CaseError extends Error {
  override readonly name = "CaseError";
  constructor(
    message: string,
    readonly path: TestPath,
    readonly hints: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What a run is made with. */
export interface RehearsalOptions {
  readonly compiled: CompiledScript;
  readonly target: Target;
  readonly stage: Stage;
  readonly families: RehearsedFamilies;
  readonly playbill: Playbill;
  readonly ringBytes?: number;
  /** What target() is. */
  readonly pid?: number;
  readonly failOnLoss: boolean;
  /** Told what the globals are when end handlers have run. */
  readonly ended: (globals: readonly (ValueStore | StatsStore)[]) => void;
}

/** How a case's run went. */
export interface RehearsalRun extends CompiledRun {
  /** What handlers asked events for in vain. */
  readonly missing: readonly { readonly path: TestPath; readonly point: string; readonly names: readonly string[] }[];
}

/**
 * Runs a case: the script's handlers on both engines, over the case's events.
 * @throws CaseError for an event that can't happen
 */
export async function rehearse({ memory, events, startsAtNs }: TestCase, options: RehearsalOptions): Promise<RehearsalRun> {
  const { compiled, target, stage, ringBytes, pid, failOnLoss, ended } = options;
  const interpreted = new InterpretedKernel(target, { helpers: stage.helpers, ...(startsAtNs !== undefined && { startsAtNs }) });
  for (const [address, text] of memory) interpreted.memory.place("memory of the test", address, Buffer.from(`${text}\0`, "utf8"));
  const director = new Director(interpreted, options);
  const run = await runCompiled(compiled, {
    ...{ target, interpreted, failOnLoss, ended, format: "ndjson" },
    happen: () => {
      for (const event of events) director.play(event);
    },
    ...(ringBytes !== undefined && { ringBytes }),
    ...(pid !== undefined && { pid }),
  });
  return { ...run, missing: director.missing };
}

/** Lets a case's events happen on an interpreted kernel. */
class Director {
  readonly missing: { readonly path: TestPath; readonly point: string; readonly names: readonly string[] }[] = [];
  readonly #kernel: InterpretedKernel;
  readonly #options: RehearsalOptions;
  readonly #values: StagedValues;
  /** A task each thread, since what is kept for a thread is kept by its task. */
  readonly #tasks = new Map<number, PlacedStructure>();
  /** Calls under way, by thread and place: entries that no return has followed yet. */
  readonly #entered = new Set<string>();
  #elapsedNs = 0n;

  constructor(kernel: InterpretedKernel, options: RehearsalOptions) {
    this.#kernel = kernel;
    this.#options = options;
    this.#values = new StagedValues(kernel.memory, options.target);
  }

  play(event: TestEvent): void {
    for (let time = 0; time < event.times; time += 1) this.#playOnce(event);
  }

  #playOnce(event: TestEvent): void {
    const { point, path, atNs } = event;
    const act = point === undefined ? undefined : this.#act(point, path);
    // What isn't entered before is a whole call: it begins before the time that passes.
    if (act?.site.where === "kernel" && act.site.entry) this.#enter(event, act, act.site.entry);
    if (atNs !== undefined) {
      if (atNs < this.#elapsedNs) throw new CaseError("time doesn't go back: more has passed before this event", [...path, "at"]);
      this.#pass(atNs - this.#elapsedNs);
    }
    this.#pass(event.afterNs);
    if (act === undefined) return;
    if (act.site.where === "kernel") this.#fire(event, act, act.site.fires);
    else this.#fireInSession(event, act);
  }

  #act(point: string, path: TestPath): Act {
    try {
      return this.#options.playbill.act(point);
    } catch (error) {
      throw error instanceof PointError ? new CaseError(error.message, [...path, "point"], error.hints) : error;
    }
  }

  #pass(durationNs: bigint): void {
    if (durationNs === 0n) return;
    this.#elapsedNs += durationNs;
    this.#kernel.pass(durationNs);
  }

  #fire(event: TestEvent, act: Act, place: StagePlace): void {
    const environment = environmentOf(this.#surroundings(event), new InventedMemory(this.#kernel.memory, this.#options.target));
    this.#perform(event, act, place.select, () => this.#kernel.fire(`tracepoint ${place.tracepoint}`, new Uint8Array(8), environment));
    this.#entered.add(callOf(event.by, place));
  }

  #fireInSession(event: TestEvent, act: Act): void {
    const fires = this.#options.families.fires.get(act.derivedPoint) ?? [];
    if (fires.length === 0) throw new CaseError(`${act.point} fires by itself`, [...event.path, "point"], ["leave the event out"]);
    this.#perform(event, act, 0n, () => {
      for (const fire of fires) fire();
    });
  }

  #perform(event: TestEvent, act: Act, select: bigint, happen: () => void): void {
    const values = this.#valuesOf(event, act);
    const names = this.#options.stage.perform({ select, value: (name) => values.get(name) }, happen);
    const { path } = event;
    if (names.length > 0 && !this.missing.some((each) => each.path === path)) this.missing.push({ path, point: act.point, names });
  }

  #valuesOf({ values, path }: TestEvent, act: Act): ReadonlyMap<string, StagedValue> {
    try {
      return this.#values.of(act, values);
    } catch (error) {
      throw error instanceof ValueError ? new CaseError(error.message, [...path, "values", error.key], error.hints) : error;
    }
  }

  #surroundings({ by, path }: TestEvent): Parameters<typeof environmentOf>[0] {
    const { possible } = this.#options.target.cpus;
    if ((by.cpu ?? 0) >= possible) throw new CaseError(`there is no CPU ${by.cpu ?? 0}: the target has ${possible}`, [...path, "by", "cpu"]);
    return { ...by, ...(by.execname !== undefined && { execname: bytesAsText(by.execname) }), task: this.#task(by, path) };
  }

  #task(by: GivenContext, path: TestPath): bigint {
    const tid = threadOf(by);
    const { pid = USUAL_PID, execname = USUAL_NAME } = by;
    const task = this.#tasks.get(tid) ?? this.#values.task();
    // Where the kernel's types aren't known nobody looks into it.
    if (task === undefined) return BigInt(tid);
    this.#tasks.set(tid, task);
    try {
      this.#values.set(task, { tgid: BigInt(pid), pid: BigInt(tid), comm: execname, ...by.task });
      return task.address;
    } catch (error) {
      throw error instanceof ValueError ? new CaseError(error.message, [...path, "by", "task", error.key], error.hints) : error;
    }
  }

  /** Lets a return's entry happen, unless the thread is in such a call already. */
  #enter(event: TestEvent, act: Act, entry: StagePlace): void {
    const call = callOf(event.by, entry);
    if (!this.#entered.has(call)) this.#fire(event, act, entry);
    this.#entered.delete(call);
  }
}

/** As the interpreted kernel's surroundings have them where nothing is said. */
const USUAL_PID = 4242;
const USUAL_NAME = "traced";

function threadOf({ pid = USUAL_PID, tid = pid }: GivenContext): number {
  return tid;
}

function callOf(by: GivenContext, { tracepoint, select }: StagePlace): string {
  return `${threadOf(by)} ${tracepoint} ${select}`;
}
