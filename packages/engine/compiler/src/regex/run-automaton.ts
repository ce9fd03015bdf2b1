import { type Automaton, MATCHED_STATE, NOWHERE, POSITION } from "@tapset/core";

/** Whether the expression of an automaton without registers matches anywhere in a text. */
export function matches({ classes, classCount, start, next }: Automaton, text: string): boolean {
  let state = start;
  for (let at = 0; state > MATCHED_STATE && at <= text.length; at++) {
    state = next[state * classCount + (classes[byteAt(text, at)] as number)] as number;
  }
  return state === MATCHED_STATE;
}

/** What an automaton with registers finds in a text: empty where its part took no part in the match. */
export function foundPart(automaton: Automaton, text: string): string {
  const { classes, classCount, start, next, actions, moves, initial } = automaton;
  const registers = Array<number>(automaton.registers).fill(0).fill(NOWHERE, 0, 2);
  const move = (action: number, position: number): void => {
    for (const { to, from } of moves[action] ?? []) registers[to] = from === POSITION ? position : from === NOWHERE ? NOWHERE : (registers[from] as number);
  };
  move(initial, 0);
  let state = start;
  for (let at = 0; state > MATCHED_STATE && at <= text.length; at++) {
    const entry = state * classCount + (classes[byteAt(text, at)] as number);
    move(actions[entry] as number, Math.min(at + 1, text.length));
    state = next[entry] as number;
  }
  const [begin, end] = registers as [number, number];
  return begin < 0 || end < begin ? "" : text.slice(begin, end);
}

/** The text's end is a byte 0, as in the kernel. */
function byteAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) & 0xff : 0;
}
