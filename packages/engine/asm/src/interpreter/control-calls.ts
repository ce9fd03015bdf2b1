import { E2BIG, EINVAL, ENOENT } from "./errno.js";
import { ProgramArray } from "./fake-map.js";
import type { HelperRows } from "./helper-code.js";
import { mapOf, TailCall, u32 } from "./helper-code.js";

/** Most rounds of `loop`. */
const BPF_MAX_LOOPS = 8 * 1024 * 1024;

/** Helpers that run code of the program, or of another. */
export const controlCalls: HelperRows = {
  loop(call) {
    const rounds = u32(call, 1);
    if (call.argument(4) !== 0n) return -EINVAL;
    if (rounds > BPF_MAX_LOOPS) return -E2BIG;
    for (let index = 0; index < rounds; index += 1) {
      if (call.callback(2, BigInt(index), call.argument(3)) !== 0n) return index + 1;
    }
    return rounds;
  },
  tail_call(call) {
    const program = mapOf(call, 2, ProgramArray).programs[u32(call, 3)];
    return program === undefined ? -ENOENT : new TailCall(program, call.argument(1));
  },
};
