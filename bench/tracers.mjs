import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compilerObstacle } from "./programs.mjs";
import { hasTracefs, TRACEFS } from "./tracefs.mjs";

const command = fileURLToPath(new URL("../packages/apps/cli/bin/tapset.js", import.meta.url));
const bundle = fileURLToPath(new URL("../packages/apps/cli/dist/tapset.cjs", import.meta.url));
const manifest = new URL("../packages/apps/cli/package.json", import.meta.url);

/** Who is compared: ours first, then its peers. @type {Readonly<Record<string, import("./contracts.js").Tracer>>} */
export const tracers = {
  tapset: {
    // Floods of events are what is measured: handlers may take all of a CPU.
    line: (words) => [process.execPath, command, "-DSTP_NO_OVERLOAD", ...words],
    obstacle: () => (existsSync(bundle) ? undefined : "tapset isn't built: npm run build"),
    version: () => `tapset ${JSON.parse(readFileSync(manifest, "utf8")).version}`,
    lost: /(\d+) output records? dropped/g,
    announces: { words: ["-v"], line: /^Pass 5: /m },
  },
  bpftrace: {
    line: (words) => ["bpftrace", ...words],
    obstacle: () => {
      if (firstLine("bpftrace") === "") return "bpftrace isn't installed";
      return hasTracefs() ? undefined : `bpftrace needs ${TRACEFS}, which isn't mounted`;
    },
    version: () => firstLine("bpftrace"),
    lost: /Lost (\d+) events/g,
    announces: { words: [], line: /^Attaching \d+ probe/m },
  },
  // By hand: the first word is the name of a program in c/.
  c: {
    line: ([name = "", ...words], program) => [program(name), ...words],
    obstacle: compilerObstacle,
    version: () => (compilerObstacle() === undefined ? `C by hand (${firstLine("clang")})` : ""),
    lost: /lost (\d+) records/g,
  },
  strace: {
    line: (words) => ["strace", ...words],
    obstacle: () => (firstLine("strace") === "" ? "strace isn't installed" : undefined),
    version: () => firstLine("strace"),
    // Whoever it traces waits for it.
    lost: /never/g,
  },
  perf: {
    line: (words) => ["perf", ...words],
    obstacle: () => {
      if (firstLine("perf") === "") return "perf isn't installed";
      return hasTracefs() ? undefined : `perf trace needs ${TRACEFS}, which isn't mounted`;
    },
    version: () => firstLine("perf"),
    lost: /LOST (\d+) events/g,
  },
  // Nobody: what the command takes alone.
  untraced: { line: (words) => words, obstacle: () => undefined, version: () => "", lost: /never/g },
};

/**
 * What a command says about its version; empty where it's missing.
 *
 * @param {string} name
 */
function firstLine(name) {
  return spawnSync(name, ["--version"], { encoding: "utf8" }).stdout?.split("\n")[0]?.trim() ?? "";
}
