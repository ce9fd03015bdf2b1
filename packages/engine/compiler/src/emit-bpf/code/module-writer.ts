import type { Fact, Global, Ir, KernelSymbolTable } from "@tapset/core";
import type { Diagnostic, Span } from "@tapset/language";
import { diagnostic } from "@tapset/language";
import { layoutEntryRecord, type EntryRecordLayout } from "../../layout/entry-record-layout.js";
import type { GlobalLayout, LedgerBlock, MapSpec, ProgramImage, Site } from "../../module.js";
import { ConstantPool } from "./constant-pool.js";
import { FactTables, type FactTable } from "./fact-table.js";
import { EmitRefusal } from "./refusal.js";

/** Name of the ring buffer all programs send their records through. */
export const RING_MAP = "ring";
const RING_BYTES = 8 * 1024 * 1024;

/** What the programs may count on. */
export interface EmitOptions {
  /** Whether programs may call bpf_probe_read_kernel and its kin: not under `lockdown=confidentiality`. Default true. */
  readonly kernelReads?: boolean | undefined;
  /** Time every run of a handler and not a sample of them: what `-t` asks for. Default false. */
  readonly timesEveryRun?: boolean | undefined;
  /** Where the kernel's functions are; asked only by handlers that read stacks. Default: unknown. */
  readonly symbols?: (() => KernelSymbolTable | undefined) | undefined;
  /** Errors that nothing catches end their handler and nothing else: they are counted, not told. Default false. */
  readonly suppressErrors?: boolean | undefined;
}

/** The module being made: what the programs share. */
export class ModuleWriter {
  readonly constants = new ConstantPool();
  readonly facts = new FactTables(this.constants);
  readonly programs: ProgramImage[] = [];
  readonly sites: Site[] = [];
  readonly ledger: LedgerBlock[] = [];
  readonly spans: Span[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #maps = new Map<string, MapSpec>();
  readonly #tags = new Map<Span, number>();
  readonly #records: readonly EntryRecordLayout[];

  constructor(
    readonly ir: Ir,
    readonly layouts: readonly (GlobalLayout | undefined)[],
    readonly options: { readonly [Name in keyof EmitOptions]-?: NonNullable<EmitOptions[Name]> },
  ) {
    this.#records = ir.records.map(layoutEntryRecord);
  }

  get maps(): MapSpec[] {
    const constants = this.constants.map();
    return [...this.#maps.values(), ...(constants ? [constants] : [])];
  }

  addMap(spec: MapSpec): void {
    this.#maps.set(spec.name, spec);
  }

  /** A new site's number; the ring comes with the first. */
  addSite(site: Site): number {
    this.addMap({ name: RING_MAP, type: "RINGBUF", keySize: 0, valueSize: 0, maxEntries: RING_BYTES, mmapable: false });
    return this.sites.push(site) - 1;
  }

  /** The tag that stands for a span in the programs' instructions. */
  tag(span: Span | undefined): number | undefined {
    if (span === undefined) return undefined;
    const known = this.#tags.get(span);
    if (known !== undefined) return known;
    const tag = this.spans.push(span) - 1;
    this.#tags.set(span, tag);
    return tag;
  }

  layoutOf(global: Global): GlobalLayout {
    const layout = this.layouts[global.id];
    if (layout === undefined) throw new Error(`global ${global.name}: used by a kernel handler, but not shared`);
    return layout;
  }

  /** Where the slots of a record lie; the map comes with the first use. */
  record(id: number): EntryRecordLayout {
    const index = this.ir.records.findIndex((record) => record.id === id);
    const layout = this.#records[index];
    if (layout === undefined) throw new Error(`entry record ${id}: not in the list of records`);
    this.addMap({
      name: layout.map,
      type: "TASK_STORAGE",
      keySize: 4,
      valueSize: layout.size,
      maxEntries: 0,
      mmapable: false,
      needsBtf: true,
    });
    return layout;
  }

  /** The texts of a fact, or a refusal when its raw values can't be listed. */
  factTable(fact: Fact, span: Span | undefined): FactTable {
    const table = this.facts.of(fact);
    if (table !== undefined) return table;
    throw new EmitRefusal(
      "fact-needs-session",
      "the text is made when a line is printed, so a kernel handler can't compare it, cut it or use it as a key",
      span,
      [
        "compare, or use as a key, a value that it's made of: filename, not argstr, or retval, not retstr",
        "make the text where it's printed: count[addr()]++ in this handler, and symname(address) in a foreach of another",
      ],
    );
  }

  /** Runs `emit`; what it refuses becomes a diagnostic. False if it did. */
  collect(emit: () => void): boolean {
    try {
      emit();
      return true;
    } catch (error) {
      if (!(error instanceof EmitRefusal)) throw error;
      this.diagnostics.push(diagnostic(error.id, error.message, error.span, { hints: error.hints }));
      return false;
    }
  }
}
