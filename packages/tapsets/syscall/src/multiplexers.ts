/** Where an argument of a call lies: in a member of struct pt_regs, or so many bytes behind where the member leads. */
export type ArgumentPlace = string | { readonly at: string; readonly offset: number };

/** A call of 32-bit programs that makes others: which one is its first argument. */
export interface Multiplexer {
  readonly name: string;
  /** The member that says which call is meant. */
  readonly operation: string;
  /** By that number, the call and where its arguments are. */
  readonly calls: Readonly<Record<number, readonly [name: string, places: readonly ArgumentPlace[]]>>;
}

/** All of socketcall's are words one after the other. */
const words: readonly ArgumentPlace[] = [0, 4, 8, 12, 16, 20].map((offset) => ({ at: "cx", offset }));
const sockets = [
  ...["socket", "bind", "connect", "listen", "accept", "getsockname", "getpeername", "socketpair", "send", "recv"],
  ...["sendto", "recvfrom", "shutdown", "setsockopt", "getsockopt", "sendmsg", "recvmsg", "accept4", "recvmmsg", "sendmmsg"],
];

/** By architecture of 64-bit programs, in SystemTap's spelling. A second version of ipc's msgrcv (call 0x1000c) isn't told apart. */
export const multiplexers: Readonly<Record<string, readonly Multiplexer[]>> = {
  x86_64: [
    { name: "socketcall", operation: "bx", calls: Object.fromEntries(sockets.map((name, index) => [index + 1, [name, words]])) },
    {
      name: "ipc",
      operation: "bx",
      calls: {
        1: ["semop", ["cx", "di", "dx"]],
        2: ["semget", ["cx", "dx", "si"]],
        3: ["semctl", ["cx", "dx", "si", { at: "di", offset: 0 }]],
        4: ["semtimedop", ["cx", "di", "dx", "bp"]],
        11: ["msgsnd", ["cx", "di", "dx", "si"]],
        // The message's address and type are where the pointer leads.
        12: ["msgrcv", ["cx", { at: "di", offset: 0 }, "dx", { at: "di", offset: 4 }, "si"]],
        13: ["msgget", ["cx", "dx"]],
        14: ["msgctl", ["cx", "dx", "di"]],
        21: ["shmat", ["cx", "di", "dx"]],
        22: ["shmdt", ["di"]],
        23: ["shmget", ["cx", "dx", "si"]],
        24: ["shmctl", ["cx", "dx", "di"]],
      },
    },
  ],
};

/** No multiplexer has as many calls. */
const MOST_CALLS = 32;
/** Above all numbers of calls. */
const FIRST = 1024;

/** What a dispatcher knows a multiplexer's call by: as if it had a number of its own. */
export function multiplexedNumber(index: number, operation: number): number {
  return FIRST + MOST_CALLS * index + operation;
}
