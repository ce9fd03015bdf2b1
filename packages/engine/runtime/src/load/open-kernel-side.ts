import type { Btf } from "@tapset/btf";
import { type Module, type SessionEntry, type StatsStore, type ValueStore } from "@tapset/compiler";
import type { ProbeFamily } from "@tapset/core";
import { bpfPid, type Kernel } from "@tapset/sys";
import { MappedGlobals } from "../globals/mapped-globals.js";
import { SharedGlobals } from "../globals/shared-globals.js";
import type { Output } from "../output/output.js";
import type { Loss } from "../output/reporter.js";
import { RecordPrinter } from "../records/record-printer.js";
import type { KernelCounts, KernelSide } from "../session/kernel-side.js";
import type { RecordLedger } from "../session/session-summary.js";
import { Attachments } from "./attachments.js";
import { KernelAccounts } from "./kernel-accounts.js";
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
}

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
  readonly #attachments = new Attachments();
  readonly #accounts: KernelAccounts;
  #isArmed = false;

  constructor(module: Module, loaded: LoadedModule, options: KernelSideOptions) {
    const { kernel } = options;
    this.#options = options;
    this.#loaded = loaded;
    this.ownPid = bpfPid(kernel);
    this.#words = new MappedGlobals(kernel, loaded.maps);
    this.#shared = new SharedGlobals({ kernel, module, maps: loaded.maps, words: this.#words.words, program: (name) => loaded.program(name) });
    this.#accounts = new KernelAccounts(kernel, module, loaded, this.#attachments);
    this.#ring = this.#openRing(module);
  }

  get globals(): readonly (ValueStore | StatsStore | undefined)[] {
    return this.#shared.stores;
  }

  async attach(): Promise<void> {
    await this.#attachments.attach(this.#options.kernel, this.#loaded.programs, this.#options.family);
  }

  arm(targetPid: number): void {
    const { clocks } = this.#options.kernel;
    this.#words.set("self", BigInt(this.ownPid));
    this.#words.set("target", BigInt(targetPid));
    this.#words.set("realtimeOffset", clocks.nowNs("realtime") - clocks.nowNs("monotonic"));
    this.#attachments.resetMissed();
    this.#isArmed = true;
    this.#words.set("armed", 1n);
  }

  disarm(): void {
    this.#ring?.stop();
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
    this.#attachments.close();
    this.#shared.close();
    this.#words.close();
    this.#loaded.close();
  }

  #openRing({ sites, ir }: Module): RingDrain | undefined {
    const map = [...this.#loaded.maps.values()].find(({ spec }) => spec.type === "RINGBUF");
    if (map === undefined) return undefined;
    const { kernel, output, exit, failed } = this.#options;
    const ring = new RingDrain(kernel, map.fd, map.spec.maxEntries, (bytes) => this.#words.set("wakeBytes", BigInt(bytes)));
    const printer = new RecordPrinter(ring.memory, sites, {
      output,
      points: ir.probes.map(({ point }) => point),
      exit,
      failed,
    });
    ring.onRecord(printer.print);
    return ring;
  }
}
