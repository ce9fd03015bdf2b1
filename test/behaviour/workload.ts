import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { needs } from "@tapset/testkit/needs";

const source = `
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* getppid CALLS [PROCESSES]: every process makes CALLS calls of getppid(2), all at once. */
int main(int argc, char **argv)
{
	long calls = atol(argv[1]), processes = argc > 2 ? atol(argv[2]) : 1;
	while (--processes > 0 && fork() != 0) { }
	while (calls-- > 0) syscall(SYS_getppid);
	while (wait(NULL) > 0) { }
	return 0;
}
`;

let folder: string | undefined;
let program: string | undefined;

/**
 * A command that makes exactly `calls` calls of getppid(2) in its own process and in each of its children: it has
 * `processes` of them in all. A program in C where there is a compiler, else Node, which is slower and no less exact.
 */
export function getppidCommand(calls: number, processes = 1): string {
  if (!needs("gcc").isMet) {
    if (processes > 1) throw new Error("several processes take a C compiler");
    return `"${process.execPath}" -e "for (let i = 0; i < ${calls}; i++) process.ppid"`;
  }
  program ??= compile();
  return `${program} ${calls} ${processes}`;
}

function compile(): string {
  folder = mkdtempSync(join(tmpdir(), "tapset-workload-"));
  const path = join(folder, "getppid");
  writeFileSync(`${path}.c`, source);
  execFileSync("gcc", ["-O2", "-o", path, `${path}.c`]);
  return path;
}

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = program = undefined;
});
