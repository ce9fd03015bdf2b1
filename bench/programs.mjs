// Workloads and hand-written tracers are C programs, compiled into a temporary folder for as long as the bench runs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const sources = fileURLToPath(new URL(".", import.meta.url));

/** Compiles programs into a folder, each once. */
export class Programs {
  #folder;
  /** @type {Map<string, string>} */
  #paths = new Map();

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * The path of the program made from `workloads/NAME.c`.
   *
   * @param {string} name
   */
  workload(name) {
    return this.#once(name, (path) => {
      compile("cc", ["-O2", "-o", path, join(sources, `workloads/${name}.c`)], name);
    });
  }

  /**
   * The path of the tracer made from `c/NAME.c`: its half for the kernel lies beside it.
   *
   * @param {string} name
   */
  tracer(name) {
    return this.#once(`by-hand-${name}`, (path) => {
      const source = join(sources, `c/${name}.c`);
      const headers = `/usr/include/${compile("cc", ["-print-multiarch"], name).trim()}`;
      compile("clang", ["-g", "-O2", "-target", "bpf", `-D__${targetArch()}__`, `-I${headers}`, "-c", source, "-o", `${path}.bpf.o`], name);
      compile("cc", ["-O2", "-o", path, source, join(sources, "c/driver.c"), "-lbpf"], name);
    });
  }

  /**
   * @param {string} name
   * @param {(path: string) => void} make
   */
  #once(name, make) {
    let path = this.#paths.get(name);
    if (path === undefined) {
      path = join(this.#folder, `bench-${name}`);
      make(path);
      this.#paths.set(name, path);
    }
    return path;
  }
}

/** Why tracers by hand can't be compiled here. */
export function compilerObstacle() {
  if (spawnSync("clang", ["--version"]).error !== undefined) return "clang isn't installed";
  if (!existsSync("/usr/include/bpf/libbpf.h")) return "libbpf's headers aren't installed (Debian's libbpf-dev)";
  return undefined;
}

/** As clang calls it in its macros. */
function targetArch() {
  return process.arch === "arm64" ? "aarch64" : "x86_64";
}

/**
 * @param {string} command
 * @param {readonly string[]} words
 * @param {string} name
 */
function compile(command, words, name) {
  const { error, status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
  if (error !== undefined) throw new Error(`${name}.c needs a C compiler (${command})`);
  if (status !== 0) throw new Error(`${command} ${name}.c: ${stderr.split("\n").find((line) => line.includes("error")) ?? stderr.split("\n")[0]}`);
  return stdout;
}
