// What vitest runs inside a guest, where everything takes ten times as long: one process for all files, packages as they are built, and
// tests that the host has transformed (`vitest list` with this very configuration fills the cache; the guest sees it and adds nothing
// that stays).
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { builtFile, builtPackages } from "./built-packages.mjs";
import { leftOutOn, nativeTests } from "./files.mjs";
import { labFolder, repository } from "./places.mjs";

export default defineConfig({
  root: repository,
  plugins: [builtPackages],
  test: {
    server: { deps: { external: [builtFile] } },
    name: "lab",
    include: nativeTests,
    // Only a whole run leaves files out: those that are named run.
    exclude: ["**/node_modules/**", ...(process.env.TAPSET_LAB === undefined ? [] : leftOutOn(process.env.TAPSET_LAB))],
    pool: "forks",
    isolate: false,
    fileParallelism: false,
    // As vitest.config.ts has it.
    retry: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    experimental: { fsModuleCache: true, fsModuleCachePath: join(labFolder, "transforms") },
  },
});
