import { Fd, type Kernel } from "@tapset/sys";

/** A kernel without maps worth the name: it notes what is asked of it, and hands out memory for what is mapped. */
export class FakeKernel {
  /** What happened, in order. */
  readonly log: string[] = [];
  /** Descriptors that are still open. */
  readonly open = new Set<string>();
  /** Memory by what it was mapped from. */
  readonly memory = new Map<string, ArrayBuffer>();
  #fds = 100;

  /** As the session sees it. */
  get kernel(): Kernel {
    const unknown = new Proxy({}, { get: (_, name) => () => this.#refuse(String(name)) });
    const kernel = {
      maps: {
        create: ({ name }: { name: string }) => this.#fd(`map ${name}`),
        lookup: () => true,
        update: () => true,
      },
      programs: {
        load: ({ name }: { name: string }) => this.#fd(`program ${name}`),
        testRun: () => 4711,
        info: () => ({ recursionMisses: 3n }),
      },
      memory: {
        pageSize: 4096,
        map: (fd: Fd, { lengthBytes }: { lengthBytes: number }) => {
          const buffer = new ArrayBuffer(lengthBytes);
          this.memory.set(fd.what, buffer);
          return { buffer, close: () => undefined };
        },
      },
      events: { watch: () => ({ keepAlive: () => undefined, close: () => undefined }) },
      process: { awaitGracePeriod: () => this.log.push("grace period") },
      clocks: { nowNs: (clock: string) => (clock === "realtime" ? 1_000_000n : 400n) },
      cpus: { possibleCount: () => 2 },
    };
    return new Proxy(kernel, { get: (target, name) => target[name as keyof typeof target] ?? unknown }) as unknown as Kernel;
  }

  /** A word of a mapped map. */
  word(map: string, offset: number): bigint {
    return new BigInt64Array(this.memory.get(map) ?? new ArrayBuffer(4096))[offset / 8] ?? 0n;
  }

  #fd(what: string): Fd {
    this.open.add(what);
    this.log.push(what);
    return new Fd(this.#fds++, what, () => this.open.delete(what));
  }

  #refuse(name: string): never {
    throw new Error(`the fake kernel has no ${name}`);
  }
}
