import { Btf } from "@tapset/btf";
import type { ProgramKind } from "@tapset/core";
import type { Fd, Kernel, ProgramSpec } from "@tapset/sys";
import { readFileSync } from "node:fs";

const FOLDER = "/sys/kernel/btf";

/** Finds what programs are loaded for among the types of the running kernel and its modules. */
export class KernelTypes {
  readonly #kernel: Kernel;
  readonly #read: () => Btf | undefined;
  readonly #modules = new Map<string, { readonly types: Btf; readonly object: Fd }>();

  /** `read` gives the kernel's own types; by default they're read from the running kernel. */
  constructor(kernel: Kernel, read: () => Btf | undefined = readKernel) {
    this.#kernel = kernel;
    this.#read = read;
  }

  /** What `BPF_PROG_LOAD` takes for the type that a program attaches to, if it does to one. */
  attachTo({ expectedAttachType, attachBtfName: name, attachBtfModule }: ProgramKind): Pick<ProgramSpec, "attachBtfId" | "attachBtfObject"> {
    if (name === undefined) return {};
    const module = attachBtfModule === undefined ? undefined : this.#module(attachBtfModule);
    const types = module?.types ?? this.#read();
    const attachBtfId = types?.byName(expectedAttachType === "TRACE_RAW_TP" ? "typedef" : "func", name)?.id;
    if (attachBtfId === undefined) throw new Error(`load program: the BTF of ${attachBtfModule ?? "the kernel"} has no ${name}`);
    return { attachBtfId, ...(module && { attachBtfObject: module.object }) };
  }

  /** Programs that were loaded keep what they need. */
  close(): void {
    for (const { object } of this.#modules.values()) object.close();
    this.#modules.clear();
  }

  #module(name: string): { readonly types: Btf; readonly object: Fd } {
    let module = this.#modules.get(name);
    if (module === undefined) {
      const object = this.#kernel.btf.openModule(name);
      if (object === undefined) throw new Error(`load program: module ${name} is not loaded, or has no BTF`);
      // Not before it's open: a module that goes then takes its file with it, and the number of a new one differs.
      module = { types: Btf.parse(readFileSync(`${FOLDER}/${name}`), this.#read()), object };
      this.#modules.set(name, module);
    }
    return module;
  }
}

function readKernel(): Btf {
  return Btf.parse(readFileSync(`${FOLDER}/vmlinux`));
}
