import { relocate } from "@tapset/asm";
import { BtfBuilder, encodeFunctionInfo, FUNCTION_RECORD_SIZE, Btf } from "@tapset/btf";
import { readFileSync } from "node:fs";
import {
  BPF_F_MMAPABLE, BPF_F_NO_PREALLOC, BPF_F_RDONLY_PROG, BPF_F_SLEEPABLE, perCpuStride, RingBuffer,
  type AttachType, type Fd, type Kernel, type MapType, type Mapping, type ProgramSpec, type ProgramType,
} from "@tapset/sys";
import type { EmittedBpf } from "../../src/emit-bpf/emit-bpf.js";
import type { MapSpec, ProgramImage } from "../../src/module.js";
import type { Engine } from "./rig.js";

let vmlinux: Btf | undefined;

/** The emitted programs in this machine's kernel, run by test_run. */
export class NativeEngine implements Engine {
  readonly isInterpreter = false;
  readonly #maps = new Map<string, { readonly fd: Fd; readonly spec: MapSpec; readonly elements: Fd; readonly layout: MapSpec }>();
  readonly #programs = new Map<string, Fd>();
  readonly #fds: Fd[] = [];
  readonly #globals: Mapping;
  readonly #ring: RingBuffer | undefined;

  constructor(
    readonly kernel: Kernel,
    emitted: EmittedBpf,
  ) {
    for (const spec of emitted.maps) this.#create(spec);
    for (const program of emitted.programs) {
      const fd = this.#load(program);
      this.#programs.set(program.name, fd);
      if (program.slots) {
        const { fd: slots } = this.#map(program.slots.map);
        for (const index of program.slots.indices) kernel.maps.updateInnerMap(slots, new Uint8Array(Uint32Array.of(index).buffer), fd);
      }
    }
    this.#globals = kernel.memory.map(this.#map("globals").fd, { lengthBytes: kernel.memory.pageSize, isWritable: true });
    const ring = this.#maps.get("ring");
    this.#ring = ring && new RingBuffer(kernel.memory, ring.fd, ring.spec.maxEntries);
  }

  #create(spec: MapSpec): void {
    const { kernel } = this;
    const inner = spec.inner && this.#keep(kernel.maps.create(this.#spec(spec.inner)));
    const fd = this.#keep(kernel.maps.create({ ...this.#spec(spec), ...(inner && { innerMap: inner }) }));
    if (inner) kernel.maps.updateInnerMap(fd, new Uint8Array(4), inner);
    if (spec.contents) kernel.maps.update(fd, new Uint8Array(4), spec.contents);
    if (spec.frozen) kernel.maps.freeze(fd);
    this.#maps.set(spec.name, { fd, spec, elements: inner ?? fd, layout: spec.inner ?? spec });
  }

  #spec(spec: MapSpec): Parameters<Kernel["maps"]["create"]>[0] {
    const flags =
      (spec.mmapable ? BPF_F_MMAPABLE : 0) | (spec.frozen ? BPF_F_RDONLY_PROG : 0) | (spec.type === "TASK_STORAGE" ? BPF_F_NO_PREALLOC : 0);
    const { keySize, valueSize, maxEntries } = spec;
    const type = spec.type.toLowerCase() as MapType;
    return { type, keySize, valueSize, maxEntries, flags, ...(spec.needsBtf && { btf: this.#valueBtf(valueSize) }) };
  }

  #valueBtf(size: number): { fd: Fd; keyTypeId: number; valueTypeId: number } {
    const builder = new BtfBuilder();
    const keyTypeId = builder.int("int", 4, { signed: true });
    const valueTypeId = builder.struct("value", size, []);
    return { fd: this.#keep(this.kernel.btf.load(builder.toBytes())), keyTypeId, valueTypeId };
  }

  #load(program: ProgramImage): Fd {
    const { kind, code } = program;
    const instructions = relocate(code.bytes, code.relocations, (map) => this.#map(map).fd.number);
    const spec: ProgramSpec = {
      type: kind.type.toLowerCase() as ProgramType,
      instructions,
      ...(kind.type === "SYSCALL" && { flags: BPF_F_SLEEPABLE }),
      ...(kind.expectedAttachType && { expectedAttachType: kind.expectedAttachType.toLowerCase() as AttachType }),
      ...(kind.attachBtfName && { attachBtfId: typedefId(kind.attachBtfName) }),
      ...(program.needsFuncInfo && this.#functionInfo(program)),
    };
    return this.#keep(this.kernel.programs.load(spec));
  }

  #functionInfo({ code }: ProgramImage): Pick<ProgramSpec, "btf" | "funcInfo"> {
    const builder = new BtfBuilder();
    const int = builder.int("int", 4, { signed: true });
    const prototype = builder.prototype(int, []);
    const records = code.functions.map(({ name, insn }) => ({ instruction: insn, typeId: builder.func(name, prototype) }));
    return {
      btf: this.#keep(this.kernel.btf.load(builder.toBytes())),
      funcInfo: { recordSize: FUNCTION_RECORD_SIZE, bytes: encodeFunctionInfo(records) },
    };
  }

  arrayValue(): Uint8Array {
    return new Uint8Array(this.#globals.buffer);
  }
  setArrayWord(_map: string, offset: number, value: bigint): void {
    new BigInt64Array(this.#globals.buffer)[offset / 8] = value;
  }
  elements(name: string): { key: Uint8Array; values: Uint8Array[] }[] {
    const { elements, layout } = this.#map(name);
    const found: { key: Uint8Array; values: Uint8Array[] }[] = [];
    for (let key: Uint8Array | undefined; ; ) {
      const next = new Uint8Array(layout.keySize);
      if (!this.kernel.maps.nextKey(elements, key, next)) return found;
      found.push({ key: next, values: this.#values(elements, layout, next) });
      key = next;
    }
  }
  perCpuValues(name: string): Uint8Array[] {
    const { elements, layout } = this.#map(name);
    return this.#values(elements, layout, new Uint8Array(4));
  }
  #values(fd: Fd, { type, valueSize }: MapSpec, key: Uint8Array): Uint8Array[] {
    const copies = type.startsWith("PERCPU") ? this.kernel.cpus.possibleCount() : 1;
    const stride = perCpuStride(valueSize);
    const bytes = new Uint8Array(copies === 1 ? valueSize : copies * stride);
    this.kernel.maps.lookup(fd, key, bytes);
    return Array.from({ length: copies }, (_, cpu) => bytes.slice(cpu * stride, cpu * stride + valueSize));
  }
  records(): Uint8Array[] {
    const records: Uint8Array[] = [];
    const ring = this.#ring;
    ring?.drain((offset, length) => void records.push(new Uint8Array(ring.buffer, offset, length).slice()));
    return records;
  }
  run(name: string, context: Uint8Array): number {
    const program = this.#programs.get(name);
    if (program === undefined) throw new Error(`no program is called ${name}`);
    return this.kernel.programs.testRun(program, { context });
  }
  comm(): string {
    return readFileSync("/proc/self/comm", "latin1").trimEnd();
  }
  pid(): number {
    // As the first PID namespace counts, which is how BPF does.
    return Number(/^NSpid:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
  }
  close(): void {
    this.#ring?.close();
    this.#globals.close();
    for (const fd of this.#fds.reverse()) fd.close();
  }

  #map(name: string): { readonly fd: Fd; readonly spec: MapSpec; readonly elements: Fd; readonly layout: MapSpec } {
    const map = this.#maps.get(name);
    if (map === undefined) throw new Error(`no map is called ${name}`);
    return map;
  }
  #keep(fd: Fd): Fd {
    this.#fds.push(fd);
    return fd;
  }
}

function typedefId(name: string): number {
  vmlinux ??= Btf.parse(readFileSync("/sys/kernel/btf/vmlinux"));
  const found = vmlinux.byName("typedef", name);
  if (found === undefined) throw new Error(`the kernel has no ${name}`);
  return found.id;
}
