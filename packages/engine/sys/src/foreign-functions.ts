import { createRequire } from "node:module";
import type { default as Koffi } from "koffi";
import { UnsupportedError } from "./unsupported-error.js";

type KoffiModule = typeof Koffi;

/** What this package takes from the foreign function interface, and nothing else. */
export interface ForeignFunctions {
  readonly architecture: "x64" | "arm64";
  /** libc's `syscall`: the result, or -1 with `errno()` set. Arguments are integers and addresses. */
  readonly syscall: (number: number, a: number, b: number, c: number, d: number, e: number, f: number) => number;
  readonly errno: () => number;
  readonly addressOf: (memory: Uint8Array) => bigint;
  readonly viewMemory: (address: number, length: number) => ArrayBuffer;
  /** Calls back from the event loop while the descriptor is readable, until closed. */
  readonly poll: (fd: number, onReadable: () => void) => PollHandle;
}

/** A descriptor the event loop looks after. */
export interface PollHandle {
  ref(): void;
  unref(): void;
  close(): void;
}

let loaded: ForeignFunctions | undefined;

/** The foreign function interface, loaded at the first call: a script that is only compiled never pays for it. */
export function foreignFunctions(): ForeignFunctions {
  loaded ??= load();
  return loaded;
}

function load(): ForeignFunctions {
  const architecture = process.arch;
  if (process.platform !== "linux" || (architecture !== "x64" && architecture !== "arm64")) {
    throw new UnsupportedError(
      "system calls", `this is ${process.platform} on ${architecture}, not Linux on x86-64 or arm64`,
      { alternative: "compile and check scripts only" },
    );
  }
  const koffi = loadKoffi(architecture);
  const word = "intptr_t";
  const syscall = koffi.load(null).func("syscall", word, [word, word, word, word, word, word, word]);
  return {
    architecture,
    syscall: syscall,
    errno: () => koffi.errno(),
    addressOf: (memory) => koffi.address(memory),
    viewMemory: (address, length) => koffi.view(address, length),
    poll: (fd, onReadable) => koffi.node.poll(fd, { readable: true }, onReadable),
  };
}

function loadKoffi(architecture: string): KoffiModule {
  const require = createRequire(import.meta.url);
  try {
    // Koffi's own entry looks at the platform and wraps deprecated names first: three quarters of its loading time.
    return require(`@koromix/koffi-linux-${architecture}/linux_${architecture}/koffi.node`) as KoffiModule;
  } catch {
    return require("koffi") as KoffiModule;
  }
}
