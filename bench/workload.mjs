// Workloads are small C programs, compiled into a temporary folder for as long as the benchmark runs.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Compiles workloads into `folder`; the same one once. */
export class Workloads {
  #folder;
  #paths = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  /** The path of the program made from `workloads/NAME.c`. Throws when there is no C compiler, or when it refuses. */
  path(name) {
    let path = this.#paths.get(name);
    if (path === undefined) {
      path = this.#compile(name);
      this.#paths.set(name, path);
    }
    return path;
  }

  #compile(name) {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, `bench-${name}`);
    const source = fileURLToPath(new URL(`workloads/${name}.c`, import.meta.url));
    const { error, status, stderr } = spawnSync("cc", ["-O2", "-o", path, source], { encoding: "utf8" });
    if (error !== undefined) throw new Error("needs a C compiler (cc) for its workload");
    if (status !== 0) throw new Error(`cc ${name}.c: ${stderr.split("\n")[0]}`);
    return path;
  }
}
