import type { Syscall, SystemCall } from "../src/index.js";

/** A kernel that hands out descriptors from 100 on, remembers every call, and answers otherwise as it is told. */
export class FakeSyscall {
  readonly calls: SystemCall[] = [];
  #next = 100;

  /** `answer` may leave a call to the default by returning undefined. */
  constructor(readonly answer: (call: SystemCall) => number | undefined = () => undefined) {}

  readonly syscall: Syscall = (call) => {
    this.calls.push(call);
    return this.answer(call) ?? (call.name === "close" ? 0 : this.#next++);
  };

  /** What was asked for, in short. */
  get names(): string[] {
    return this.calls.map((call) => (call.name === "bpf" ? call.command : call.name));
  }
}
