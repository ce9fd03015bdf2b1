import type { Module, SessionEntry, StatsStore, ValueStore } from "@tapset/compiler";
import type { AttachSession } from "@tapset/core";
import { createKernel, type Kernel } from "@tapset/sys";
import { createSessionTimers } from "../events/session-timers.js";
import { createStores } from "../globals/create-stores.js";
import { openKernelSide } from "../load/open-kernel-side.js";
import { NdjsonReporter } from "../output/ndjson-reporter.js";
import { Output } from "../output/output.js";
import { FdSink } from "../output/fd-sink.js";
import type { Sink } from "../output/sink.js";
import { TextReporter } from "../output/text-reporter.js";
import type { Clock } from "./clock.js";
import { Ending } from "./ending.js";
import { createEnvironment } from "./environment.js";
import { EventSources } from "./event-sources.js";
import { watchFacts } from "./fact-watches.js";
import { Handlers } from "./handlers.js";
import { OverloadGuard } from "./overload-guard.js";
import { processInterrupts } from "./interrupts.js";
import type { KernelSide } from "./kernel-side.js";
import { openMemory, type SessionMemory } from "./session-memory.js";
import { sessionIdentity } from "./session-identity.js";
import { SessionLosses } from "./session-losses.js";
import type { SessionOptions } from "./session-options.js";
import { bindFunctions } from "./session-runtime.js";
import type { CommandEnd, SessionSummary } from "./session-summary.js";
import { summarize } from "./summarize.js";
import { startCommand, type TargetProcess } from "./target-process.js";

/** Output that waits for its reader: beyond this the ring isn't drained and events of the session are missed. */
const MAX_BACKLOG_BYTES = 64 << 20;
const NS_PER_MS = 1_000_000;
const STDOUT = 1;
const STDERR = 2;
/** CONFIG_HZ of most distribution kernels. */
const USUAL_HZ = 250;
/** Longest delay of a Node timer. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Runs a compiled script: `begin` handlers in order, arm, events until something ends them, disarm, drain, `end` or
 * `error` handlers, what was lost. Throws what keeps it from starting (errors of @tapset/sys, a command that
 * doesn't exist); whatever happens, nothing stays attached.
 */
export async function runSession(module: Module, options: SessionOptions): Promise<SessionSummary> {
  const ownSinks: FdSink[] = [];
  const openSink = (fd: number): FdSink => {
    const sink = new FdSink(fd);
    ownSinks.push(sink);
    return sink;
  };
  try {
    const session = new Session(module, options, options.stdout ?? openSink(STDOUT), options.stderr ?? openSink(STDERR));
    return await session.run();
  } finally {
    for (const sink of ownSinks) sink.close();
  }
}

class Session {
  readonly #module: Module;
  readonly #options: SessionOptions;
  readonly #stdout: Sink;
  readonly #stderr: Sink;
  readonly #output: Output;
  readonly #clock: Clock;
  readonly #ending = new Ending();
  readonly #globals: readonly (ValueStore | StatsStore)[];
  readonly #losses = new SessionLosses();
  readonly #handlers: Handlers;
  readonly #kernelSide: KernelSide | undefined;
  readonly #memory: SessionMemory | undefined;
  #kernel: Kernel | undefined;
  #sources: EventSources | undefined;
  #target: TargetProcess | undefined;
  #watches: readonly { close(): void }[] = [];
  /** What target() is. */
  #targetPid = 0;
  #command: CommandEnd | undefined;
  #errors = 0;
  #hasEnded = false;
  #isForced = false;

  constructor(module: Module, options: SessionOptions, stdout: Sink, stderr: Sink) {
    this.#module = module;
    this.#options = options;
    this.#stdout = stdout;
    this.#stderr = stderr;
    const ReporterOfFormat = options.format === "ndjson" ? NdjsonReporter : TextReporter;
    this.#output = new Output(new ReporterOfFormat(this.#stdout, this.#stderr));
    this.#clock = options.clock ?? { nowNs: (name) => this.#openKernel().clocks.nowNs(name) };
    this.#kernelSide = this.#openKernelSide();
    this.#memory = module.sessionReads ? openMemory(this.#openKernel()) : undefined;
    this.#globals = createStores(module.ir.globals, this.#kernelSide?.globals ?? []);
    this.#handlers = this.#bindHandlers();
    this.#stdout.onClosed(() => this.#ending.request(this.#stdout.failure === undefined ? "output" : "error"));
  }

  async run(): Promise<SessionSummary> {
    const keepAlive = setInterval(() => undefined, LONGEST_DELAY_MS);
    let force = (): void => undefined;
    const forced = new Promise<void>((resolve) => {
      force = resolve;
    });
    let hasInterrupted = false;
    const stopListening = (this.#options.interrupts ?? processInterrupts)(() => {
      const isSecond = hasInterrupted;
      hasInterrupted = true;
      if (this.#ending.reason === undefined) this.#ending.request("interrupt");
      // The Ctrl-C that has ended the command is for both, and may get here later.
      else if (isSecond || this.#command?.signal !== "SIGINT") {
        this.#isForced = true;
        force();
      }
    });
    try {
      await Promise.race([this.#live(), forced]);
      return this.#summarize();
    } finally {
      this.#hasEnded = true;
      stopListening();
      clearInterval(keepAlive);
      this.#sources?.stop();
      this.#target?.close();
      this.#kernelSide?.close();
      for (const watch of this.#watches) watch.close();
      this.#memory?.close();
    }
  }

  async #live(): Promise<void> {
    this.#sources = await EventSources.load(this.#module.session, this.#options.family);
    this.#target = this.#options.command === undefined ? undefined : startCommand(this.#options.command);
    this.#targetPid = this.#findTarget();
    this.#watches = watchFacts(this.#module);
    await this.#kernelSide?.attach(this.#target && { pid: this.#targetPid, program: this.#target.program }, this.#attachSession());
    await this.#target?.ready;
    this.#runPhase("begin", () => this.#ending.reason !== undefined);
    if (this.#ending.reason === undefined) await this.#awaitEnd(this.#sources);
    this.#sources.stop();
    this.#kernelSide?.disarm();
    this.#kernelSide?.drain();
    this.#output.flush();
    this.#runPhase("end", () => this.#ending.reason === "error");
    if (this.#ending.reason === "error") this.#runPhase("error", () => false);
    this.#options.ended?.(this.#globals);
    await this.#finish();
  }

  /** Handlers of a phase, in order, until `isOver`. */
  #runPhase(phase: SessionEntry["phase"], isOver: () => boolean): void {
    const entries = this.#module.session.filter((entry) => entry.phase === phase).sort((a, b) => a.order - b.order);
    for (const entry of entries) {
      if (isOver()) return;
      this.#handlers.run(entry);
    }
  }

  /** Lets events come until something ends the session. */
  async #awaitEnd(sources: EventSources): Promise<void> {
    const { timeoutMs } = this.#options;
    this.#kernelSide?.arm(this.#targetPid, () => this.#target?.hasBegun() ?? true);
    const timeout = timeoutMs === undefined ? undefined : setTimeout(() => this.#ending.request("timeout"), timeoutMs);
    let fail: (error: unknown) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const guard = this.#overloadGuard();
    const host = createSessionTimers({
      timers: () => this.#openKernel().events,
      clock: this.#clock,
      isReady: () => this.#stdout.backlogBytes < MAX_BACKLOG_BYTES,
    });
    try {
      sources.start(host, (entry) => {
        try {
          if (this.#ending.reason === undefined) this.#handlers.run(entry);
        } catch (error) {
          fail(error);
        }
      });
      guard?.start();
      this.#kernelSide?.startDraining(fail, () => this.#stdout.backlogBytes < MAX_BACKLOG_BYTES);
      this.#target?.release();
      if (this.#target === undefined) this.#options.armed?.();
      else void (this.#kernelSide?.armed ?? Promise.resolve()).then(() => this.#options.armed?.());
      await Promise.race([this.#ending.requested(), this.#awaitTarget(), failed]);
    } finally {
      clearTimeout(timeout);
      guard?.stop();
    }
  }

  #overloadGuard(): OverloadGuard | undefined {
    const { overload } = this.#options;
    if (overload === undefined) return undefined;
    return new OverloadGuard({
      ...overload,
      spentNs: () => [
        ...(this.#kernelSide?.spentNs() ?? []).map((ns, cpu) => ({ where: `on CPU ${cpu}`, ns })),
        { where: "in the session", ns: this.#handlers.spentNs() },
      ],
      nowNs: () => performance.now() * NS_PER_MS,
      overloaded: (message) => {
        this.#output.message({ type: "error", message });
        this.#ending.request("error");
      },
    });
  }

  async #awaitTarget(): Promise<void> {
    if (this.#target === undefined) return this.#ending.requested();
    this.#command = await this.#target.ended;
    this.#ending.request(this.#command.signal === "SIGINT" ? "interrupt" : "target");
  }

  /** Says what was lost, and waits until everything is written. */
  async #finish(): Promise<void> {
    // A command that ended with the session, not the session with it, needs no words.
    const { status, signal } = (this.#ending.reason === "target" ? this.#command : undefined) ?? {};
    if (status !== undefined && status !== 0) this.#warn(`child process exited with status ${status}`);
    if (signal !== undefined) this.#warn(`child process exited with signal ${signal}`);
    const ended = this.#summarize();
    const errors = this.#options.suppressErrors === true ? failedRuns(ended) : BigInt(this.#errors);
    const skipped = skippedProbes(ended);
    if (errors > 0n || skipped > 0n) this.#warn(`Number of errors: ${errors}, skipped probes: ${skipped}`);
    if (this.#stdout.failure !== undefined) this.#output.message({ type: "error", message: this.#stdout.failure.message });
    // What the script printed comes before what is said about it, also when both go to one terminal.
    this.#output.flush();
    await this.#stdout.drained();
    if (this.#hasEnded) return;
    const summary = this.#summarize();
    for (const loss of summary.losses) this.#output.loss(loss);
    this.#output.end(summary);
    await Promise.all([this.#stdout.drained(), this.#stderr.drained()]);
  }

  #warn(message: string): void {
    this.#output.message({ type: "warning", message });
  }

  #summarize(): SessionSummary {
    return summarize({
      probes: this.#module.ir.probes,
      reason: this.#ending.reason ?? "interrupt",
      session: this.#handlers.counts,
      sessionTimes: this.#handlers.times,
      missedTicks: this.#sources?.missed ?? new Map<number, bigint>(),
      kernel: this.#kernelSide,
      speculations: this.#output.speculations(),
      losses: this.#losses,
      command: this.#command,
      failOnLoss: this.#options.failOnLoss ?? false,
      isForced: this.#isForced,
    });
  }

  #bindHandlers(): Handlers {
    const { ir, sessionSource, sessionFacts } = this.#module;
    const side = this.#kernelSide;
    const bound = bindFunctions(sessionSource, {
      globals: this.#globals,
      facts: sessionFacts,
      host: this.#options.host ?? {},
      identity: sessionIdentity(this.#module, this.#options),
      environment: createEnvironment({
        clock: this.#clock,
        hz: this.#options.hz ?? (() => USUAL_HZ),
        ownPid: () => side?.ownPid ?? process.pid,
        target: () => this.#targetPid,
        task: () => this.#memory?.currentTask() ?? 0n,
      }),
      memory: this.#memory,
      output: this.#output,
      losses: this.#losses,
      actions: ir.limits.MAXACTION_INTERRUPTIBLE,
      exit: () => this.#ending.request("exit"),
    });
    const points = ir.probes.map(({ point }) => point);
    return new Handlers(bound, points, this.#output, this.#losses, {
      before: (entry) => {
        side?.drain();
        side?.own(entry);
      },
      after: (entry) => side?.disown(entry),
      failed: () => this.#countError(),
      suppressErrors: this.#options.suppressErrors ?? false,
    });
  }

  #openKernelSide(): KernelSide | undefined {
    if (this.#module.programs.length === 0) return undefined;
    return openKernelSide(this.#module, {
      kernel: this.#openKernel(),
      btf: this.#options.btf,
      family: this.#options.family,
      output: this.#output,
      ringBytes: this.#options.ringBytes,
      exit: () => this.#ending.request("exit"),
      failed: () => this.#countError(),
      truncated: (probe) => this.#losses.count("truncated", probe),
      note: this.#options.note,
    });
  }

  #openKernel(): Kernel {
    this.#kernel ??= (this.#options.kernel ?? createKernel)();
    return this.#kernel;
  }

  /** The command of -c, or the process of -x, as kernel handlers see it; 0 without either. */
  #findTarget(): number {
    const pid = this.#target?.pid ?? this.#options.pid ?? 0;
    return pid === 0 ? 0 : (this.#kernelSide?.pidOf(pid) ?? pid);
  }

  #attachSession(): AttachSession {
    const { pid, note = () => undefined } = this.#options;
    return { target: this.#target ?? (pid === undefined ? undefined : { pid }), note };
  }

  #countError(): void {
    this.#errors += 1;
    if (this.#errors > this.#module.ir.limits.MAXERRORS) this.#ending.request("error");
  }
}

function failedRuns({ probes }: SessionSummary): bigint {
  return probes.reduce((sum, { failed }) => sum + failed, 0n);
}

/** Events that the kernel is known to have let pass without their handlers. */
function skippedProbes({ losses }: SessionSummary): bigint {
  return losses.reduce((sum, { kind, count }) => (kind === "missed" || kind === "skipped-return" ? sum + (count ?? 0n) : sum), 0n);
}
