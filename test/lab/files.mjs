// Which test files run in the lab: every native one, but these.

export const nativeTests = ["packages/*/*/test/**/*.native.test.ts", "test/**/*.native.test.ts"];

/** Files that don't run there, and why. */
export const leftOut = [
  { file: "test/lab/guest.native.test.ts", reason: "it boots guests itself" },
];
