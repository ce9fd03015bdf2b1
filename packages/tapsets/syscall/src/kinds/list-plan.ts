import type { PlannedArgument, Recorded } from "../argument-kind.js";
import { DATA_LIMIT, DATA_WORDS } from "../quoting.js";
import type { PlannedWord, ReadMemory, ReadPlanner } from "../read-planner.js";
import type { SyscallAbi } from "../syscall-abi.js";
import { type List, strideOf } from "./list.js";
import { memoryOf } from "./structure-layout.js";

/** Plans to read a list: the address, the number of elements, and what the first few hold. */
export function planList(list: List, planner: ReadPlanner, { raw, peer, abi }: PlannedArgument): (memory: ReadMemory) => readonly Recorded[] {
  if (peer === undefined) return (memory) => [memory.word(raw), 1n, 0n];
  const stride = strideOf(list, abi);
  const elements = list.hasData ? planData(list, planner, { raw, peer, abi }) : planElements(list, planner, raw, planner.count(peer, stride, 32), abi);
  return (memory) => {
    const { isReadable, values } = elements(memory);
    return [memory.word(raw), isReadable, BigInt.asUintN(32, memory.word(peer)), ...values];
  };
}

type PlannedElements = (memory: ReadMemory) => { readonly isReadable: Recorded; readonly values: readonly Recorded[] };

function planElements({ most, fields, ...list }: List, planner: ReadPlanner, raw: PlannedWord, count: ReturnType<ReadPlanner["count"]>, abi: SyscallAbi): PlannedElements {
  const stride = strideOf(list, abi);
  const all = planner.text("bytes", raw, stride * most, { count });
  return (memory) => {
    const bytes = memory.bytes(all);
    const values = Array.from({ length: most }, (_, index) => memoryOf(bytes.slice(stride * index, stride * (index + 1)), fields, abi));
    return { isReadable: memory.isReadable(all), values: values.flat() };
  };
}

/** Bytes are read whole, so none of the words that a record has beside them. */
const NO_WORDS = Array.from({ length: DATA_WORDS }, () => 0n);

/** The fields are words then: where the data lies and how long it is. */
function planData(list: List, planner: ReadPlanner, { raw, peer, abi }: PlannedArgument & { readonly peer: PlannedWord }): PlannedElements {
  const stride = strideOf(list, abi);
  const first = planner.text("bytes", raw, 1, { count: planner.count(peer, stride, 32) });
  const elements = planner.within(() =>
    Array.from({ length: list.most }, (_, index) => {
      const base = planner.word(raw, abi.wordSize, { offset: stride * index, count: planner.count(peer, stride, 32, index) });
      const length = planner.word(raw, abi.wordSize, { offset: stride * index + abi.wordSize });
      const data = planner.text("bytes", base, Math.min(DATA_LIMIT, planner.maxString), { count: planner.count(length, 1, 64) });
      return { base, length, data };
    }),
  );
  planner.skip([first, ...elements.map(({ base }) => base.step!)]);
  return (memory) => {
    const values = elements.flatMap(({ base, length, data }): Recorded[] => {
      const bytes = memory.word(length);
      return [memory.word(base), bytes, bytes === 0n ? "" : memory.marked(data), ...NO_WORDS];
    });
    return { isReadable: memory.isReadable(first), values };
  };
}
