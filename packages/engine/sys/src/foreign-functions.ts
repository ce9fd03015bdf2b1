import { createRequire } from "node:module";
import type { default as Koffi } from "koffi";
import { UnsupportedError } from "./unsupported-error.js";
import type { MachineWord } from "./syscall-table.js";

type KoffiModule = typeof Koffi;

/** What this package takes from the foreign function interface, and nothing else. */
export interface ForeignFunctions {
  readonly architecture: "x64" | "arm64";
  /** libc's `syscall`: the result, or -1 with `errno()` set. */
  readonly syscall: (
    number: number, a: MachineWord, b: MachineWord, c: MachineWord, d: MachineWord, e: MachineWord, f: MachineWord,
  ) => number;
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
  // All words are declared as pointers: koffi then takes integers, big integers and buffers alike.
  const word = "void *";
  const syscall = koffi.load(null).func("syscall", "intptr_t", ["intptr_t", word, word, word, word, word, word]);
  return {
    architecture,
    syscall: syscall as unknown as ForeignFunctions["syscall"],
    errno: () => koffi.errno(),
    addressOf: (memory) => koffi.address(memory),
    viewMemory: (address, length) => koffi.view(address, length),
    poll: (fd, onReadable) => koffi.node.poll(fd, { readable: true }, onReadable),
  };
}

function loadKoffi(architecture: string): KoffiModule {
  const require = createRequire(import.meta.url);
  try {
    // Koffi's own entry looks at the platform and wraps deprecated names first: four fifths of its loading time.
    const fromKoffi = createRequire(require.resolve("koffi"));
    return fromKoffi(`@koromix/koffi-linux-${architecture}/linux_${architecture}/koffi.node`) as KoffiModule;
  } catch {
    return require("koffi") as KoffiModule;
  }
}
