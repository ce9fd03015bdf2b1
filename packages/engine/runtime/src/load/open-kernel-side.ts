import type { Btf } from "@tapset/btf";
import { GLOBALS_MAP, type Module, type SessionEntry, type StatsStore, type ValueStore } from "@tapset/compiler";
import type { AttachSession, ProbeFamily } from "@tapset/core";
import { bpfPid, type Kernel } from "@tapset/sys";
import { MappedGlobals } from "../globals/mapped-globals.js";
import { SharedGlobals } from "../globals/shared-globals.js";
import type { Output } from "../output/output.js";
import type { Loss } from "../output/reporter.js";
import { RecordPrinter } from "../records/record-printer.js";
import type { KernelCounts, KernelSide } from "../session/kernel-side.js";
import type { RecordLedger } from "../session/session-summary.js";
import { Attachments } from "./attachments.js";
import { HandlerLoad } from "./handler-load.js";
import { KernelAccounts } from "./kernel-accounts.js";
import { type CommandGate, openCommandGate, type WaitingCommand } from "./command-gate.js";
import { kernelPid } from "./kernel-pid.js";
import { mapNamed } from "./load-maps.js";
import { type LoadedModule, loadModule } from "./loaded-module.js";
import { RingDrain } from "./ring-drain.js";

/** What the kernel's half needs of the session. */
export interface KernelSideOptions {
  readonly kernel: Kernel;
  readonly btf: (() => Btf | undefined) | undefined;
  readonly family: (name: string) => ProbeFamily | undefined;
  readonly output: Output;
  readonly ringBytes: number | undefined;
  readonly exit: () => void;
  /** A kernel handler has failed. */
  readonly failed: () => void;
  /** A text of a probe was cut when its line was made. */
  readonly truncated: (probe: number) => void;
  /** Told of programs that were loaded in another form than the plain one. */
  readonly note?: ((text: string) => void) | undefined;
}

/** How often it's looked whether the command has begun. */
const GATE_POLL_MS = 2;

/** Loads a module. Throws errors of @tapset/sys and `ProgramRefusedError`; nothing stays behind then. */
export function openKernelSide(module: Module, options: KernelSideOptions): KernelSide {
  const loaded = loadModule(module, options);
  try {
    return new LiveKernelSide(module, loaded, options);
  } catch (error) {
    loaded.close();
    throw error;
  }
}

class LiveKernelSide implements KernelSide {
  readonly ownPid: number;
  readonly #options: KernelSideOptions;
  readonly #loaded: LoadedModule;
  readonly #words: MappedGlobals;
  readonly #shared: SharedGlobals;
  readonly #ring: RingDrain | undefined;
  readonly #attachments: Attachments;
  readonly #accounts: KernelAccounts;
  readonly #load: HandlerLoad;
  #isArmed = false;
  #gate: CommandGate | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly armed: Promise<void>;
  #resolveArmed = (): void => undefined;

  constructor(module: Module, loaded: LoadedModule, options: KernelSideOptions) {
    const { kernel } = options;
    this.#options = options;
    this.#loaded = loaded;
    this.armed = new Promise((resolve) => {
      this.#resolveArmed = resolve;
    });
    this.ownPid = bpfPid(kernel);
    this.#words = new MappedGlobals(kernel, loaded.maps);
    this.#shared = new SharedGlobals({ kernel, module, maps: loaded.maps, words: this.#words.words, program: (name) => loaded.program(name) });
    this.#attachments = new Attachments(module);
    this.#accounts = new KernelAccounts(kernel, module, loaded, this.#attachments);
    this.#load = new HandlerLoad(kernel, loaded.maps, module.ledger);
    this.#ring = this.#openRing(module);
  }

  get globals(): readonly (ValueStore | StatsStore | undefined)[] {
    return this.#shared.stores;
  }

  pidOf(pid: number): number {
    // In another namespace than the kernel's own the two differ, but for a chance of one in millions.
    if (this.ownPid === process.pid) return pid;
    const btf = this.#options.btf?.();
    return (btf && kernelPid(this.#options.kernel, btf, pid)) ?? pid;
  }

  async attach(command: WaitingCommand | undefined, session: AttachSession): Promise<void> {
    const btf = command && this.#options.btf?.();
    if (command !== undefined && btf !== undefined) {
      const globals = mapNamed(this.#loaded.maps, GLOBALS_MAP).fd;
      this.#gate = openCommandGate(this.#options.kernel, { globals, btf, command });
    }
    await this.#attachments.attach(this.#options.kernel, this.#loaded.programs, this.#options.family, session);
  }

  arm(targetPid: number, hasBegun: () => boolean): void {
    const { clocks } = this.#options.kernel;
    this.#words.set("self", BigInt(this.ownPid));
    this.#words.set("target", BigInt(targetPid));
    this.#words.set("realtimeOffset", clocks.nowNs("realtime") - clocks.nowNs("monotonic"));
    this.#attachments.resetMissed();
    this.#isArmed = true;
    if (this.#gate === undefined) this.#open();
    else this.#watch = setInterval(() => this.#watchGate(hasBegun), GATE_POLL_MS);
  }

  /** Takes the gate away when it has opened, and opens it for a command that has begun in a way it doesn't know. */
  #watchGate(hasBegun: () => boolean): void {
    const isLate = hasBegun();
    // Where the gate has opened, exit() may have ended everything by now.
    if (this.#words.get("begun") !== 0n) this.#leaveGate();
    else if (isLate) this.#open();
  }

  #open(): void {
    this.#words.set("armed", 1n);
    this.#leaveGate();
  }

  #leaveGate(): void {
    this.#closeGate();
    this.#resolveArmed();
  }

  #closeGate(): void {
    clearInterval(this.#watch);
    this.#gate?.close();
    this.#gate = undefined;
  }

  disarm(): void {
    this.#ring?.stop();
    this.#closeGate();
    this.#words.set("armed", 0n);
    this.#options.kernel.process.awaitGracePeriod();
    this.#isArmed = false;
  }

  startDraining(fail: (error: unknown) => void, isReady: () => boolean): void {
    this.#ring?.start(() => this.#options.output.flush(), isReady, fail);
  }

  drain(): void {
    this.#ring?.drain();
  }

  own({ owns }: SessionEntry): void {
    this.#shared.own(owns, this.#isArmed);
  }

  disown({ owns }: SessionEntry): void {
    this.#shared.disown(owns);
  }

  spentNs(): readonly number[] {
    return this.#load.spentNs();
  }

  counts(): ReadonlyMap<number, KernelCounts> {
    return this.#accounts.counts();
  }

  records(): RecordLedger {
    return this.#accounts.records(this.#ring?.records ?? 0n);
  }

  losses(): readonly Loss[] {
    const { lost } = this.#shared;
    const givenBack: Loss[] = lost === 0 ? [] : [{ kind: "array-full", count: BigInt(lost) }];
    return [...this.#accounts.losses(), ...givenBack];
  }

  close(): void {
    this.#ring?.close();
    this.#closeGate();
    this.#attachments.close();
    this.#shared.close();
    this.#words.close();
    this.#loaded.close();
  }

  #openRing({ sites, ir }: Module): RingDrain | undefined {
    const map = [...this.#loaded.maps.values()].find(({ spec }) => spec.type === "RINGBUF");
    if (map === undefined) return undefined;
    const { kernel, output, exit, failed, truncated } = this.#options;
    const ring = new RingDrain(kernel, map.fd, map.spec.maxEntries, (bytes) => this.#words.set("wakeBytes", BigInt(bytes)));
    const printer = new RecordPrinter(ring.memory, sites, {
      output,
      points: ir.probes.map(({ point }) => point),
      exit,
      failed,
      truncated,
    });
    ring.onRecord(printer.print);
    return ring;
  }
}
