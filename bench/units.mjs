// How values of a kind are printed.

/** @type {Readonly<Record<"ms" | "ns" | "us" | "bytes" | "instructions" | "percent" | "times", import("./contracts.js").Part>>} */
export const units = {
  ms: { unit: "ms", format: (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms` },
  ns: { unit: "ns per call", format: (value) => `${value.toFixed(value < 100 ? 1 : 0)} ns` },
  us: { unit: "µs", format: (value) => `${value.toFixed(0)} µs` },
  bytes: { unit: "bytes", format: (value) => `${(value / 1e6).toFixed(1)} MB` },
  instructions: { unit: "instructions", format: (value) => String(value) },
  percent: { unit: "%", format: (value) => (value === 0 ? "none" : `${value.toFixed(value < 1 ? 3 : 0)} %`) },
  times: { unit: "times", format: (value) => `× ${value.toFixed(1)}` },
};
