import { type GlobalLayout, isSummed, kernelOperators, type Module, type StatsStore, type ValueStore } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import type { Fd, Kernel } from "@tapset/sys";
import { type LoadedMaps, mapNamed } from "../load/load-maps.js";
import { Accessor } from "./accessor.js";
import { MapAccess } from "./map-access.js";
import { SharedStats } from "./shared-stats.js";
import { SharedValues } from "./shared-values.js";
import { SharedWord } from "./shared-word.js";
import { type Ownable, TwoCopyStats, TwoCopyValues } from "./two-copies.js";

/** What the stores of shared globals are made from. */
export interface SharedGlobalsOptions {
  readonly kernel: Kernel;
  readonly module: Module;
  readonly maps: LoadedMaps;
  /** The mapped globals. */
  readonly words: BigInt64Array;
  /** Programs by name, for accessors. */
  readonly program: (name: string) => Fd | undefined;
}

/** The globals that kernel handlers use too. */
export class SharedGlobals {
  /** By global id. */
  readonly stores: readonly (ValueStore | StatsStore | undefined)[];
  readonly #ownables = new Map<number, Ownable>();
  readonly #accesses: MapAccess[] = [];

  constructor(options: SharedGlobalsOptions) {
    const { ir, layouts } = options.module;
    const stores: (ValueStore | StatsStore | undefined)[] = [];
    for (const global of ir.globals) {
      const layout = layouts[global.id];
      if (layout !== undefined) stores[global.id] = this.#createStore(global, layout, options);
    }
    this.stores = stores;
  }

  /** A session handler begins: it owns the old copies of these globals. `isArmed`: kernel handlers run meanwhile. */
  own(ids: readonly number[], isArmed: boolean): void {
    for (const id of ids) this.#ownables.get(id)?.own(isArmed);
  }

  disown(ids: readonly number[]): void {
    for (const id of ids) this.#ownables.get(id)?.disown();
  }

  /** Elements that found no room in their array when an owning handler gave them back. */
  get lost(): number {
    return [...this.#ownables.values()].reduce((sum, { lost }) => sum + lost, 0);
  }

  close(): void {
    for (const access of this.#accesses) access.close();
  }

  #createStore(global: Global, layout: GlobalLayout, { kernel, module, maps, words, program }: SharedGlobalsOptions): ValueStore | StatsStore {
    if (layout.kind === "word") {
      const index = layout.offset / 8;
      if (typeof global.init === "bigint") Atomics.store(words, index, global.init);
      return new SharedWord(words, index);
    }
    const queue = layout.queue === undefined ? undefined : mapNamed(maps, layout.queue.map);
    const access = new MapAccess({ kernel, layout, map: mapNamed(maps, layout.map), queue });
    this.#accesses.push(access);
    const accessorProgram = layout.accessor === undefined ? undefined : program(layout.accessor);
    const accessor = accessorProgram && new Accessor(kernel, accessorProgram);
    if (layout.value.type === "stats") {
      const stats = new SharedStats(global, access, layout.value, accessor);
      return layout.twoCopies ? this.#ownable(global.id, new TwoCopyStats(global, stats, access)) : stats;
    }
    const values = new SharedValues(access, accessor);
    if (typeof global.init === "string") values.assign([], global.init, undefined);
    return layout.twoCopies ? this.#ownable(global.id, new TwoCopyValues(global, values, access, isSummed(kernelOperators(module.ir, global)))) : values;
  }

  #ownable<S extends Ownable>(id: number, store: S): S {
    this.#ownables.set(id, store);
    return store;
  }
}
