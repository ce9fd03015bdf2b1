import { defineConfig } from "vitest/config";
import { sourceConditions } from "./tools/source-conditions.mjs";

export default defineConfig({
  resolve: { conditions: sourceConditions },
  ssr: { resolve: { conditions: sourceConditions } },
  test: {
    pool: "forks",
    // Two projects: what is pure runs side by side; what traces the live kernel runs one file at a time.
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["packages/*/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["**/*.native.test.ts", "**/node_modules/**"],
          // Nothing that these leave behind reaches others, and importing the compiler for each file took half of the time.
          isolate: false,
          // A busy machine makes whole commands wait; nothing is asserted of the time they take.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "native",
          include: ["packages/*/*/test/**/*.native.test.ts", "test/**/*.native.test.ts"],
          fileParallelism: false,
          // The kernel is everybody's: what others do on it may come between once. The report says which were tried again.
          retry: 1,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
