import type { Fact, Intrinsic } from "@tapset/core";

/** Who sends, whatever the signal: the kernel's asm-generic/siginfo.h. */
const senders: ReadonlyMap<bigint, string> = new Map([
  [0n, "SI_USER"],
  [0x80n, "SI_KERNEL"],
  [-1n, "SI_QUEUE"],
  [-2n, "SI_TIMER"],
  [-3n, "SI_MESGQ"],
  [-4n, "SI_ASYNCIO"],
  [-5n, "SI_SIGIO"],
  [-6n, "SI_TKILL"],
  [-7n, "SI_DETHREAD"],
  [-60n, "SI_ASYNCNL"],
]);

/** What happened, from 1 on, for the signals that tell. */
const causes: ReadonlyMap<bigint, readonly string[]> = new Map([
  [4n, names("ILL", "ILLOPC ILLOPN ILLADR ILLTRP PRVOPC PRVREG COPROC BADSTK BADIADDR")],
  [5n, names("TRAP", "BRKPT TRACE BRANCH HWBKPT UNK PERF")],
  [7n, names("BUS", "ADRALN ADRERR OBJERR MCEERR_AR MCEERR_AO")],
  [8n, names("FPE", "INTDIV INTOVF FLTDIV FLTOVF FLTUND FLTRES FLTINV FLTSUB")],
  [11n, names("SEGV", "MAPERR ACCERR BNDERR PKUERR ACCADI ADIDERR ADIPERR MTEAERR MTESERR CPERR")],
  [17n, names("CLD", "EXITED KILLED DUMPED TRAPPED STOPPED CONTINUED")],
  [29n, names("POLL", "IN OUT MSG ERR PRI HUP")],
  [31n, names("SYS", "SECCOMP USER_DISPATCH")],
]);

function names(prefix: string, words: string): readonly string[] {
  return words.split(" ").map((word) => `${prefix}_${word}`);
}

const codeName: Fact = {
  name: "context/signal-code",
  injective: false,
  bound: "SI_CODE#-2147483648".length,
  render: (signal, code) => {
    const number = BigInt(code);
    return causes.get(BigInt(signal))?.[Number(number) - 1] ?? senders.get(number) ?? `SI_CODE#${number}`;
  },
};

/** What signals tell of where they come from, in words. */
export const signalCodeFunctions: readonly Intrinsic[] = [
  {
    name: "si_code_str",
    parameters: [
      { name: "sig", type: "long" },
      { name: "code", type: "long" },
    ],
    returns: "string",
    doc: "where a signal comes from, by the si_code of its siginfo: SI_USER, SEGV_MAPERR, CLD_EXITED; SI_CODE#99 for 99, which has no name. In handlers that run in the kernel it can only be printed",
    purity: "pure",
    lower: (builder, signal, code) => builder.fact(codeName, signal, code),
  },
];
