import type { LongExpr } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { builderFor, lowerValue } from "./workbench.js";

const builder = builderFor("session");

/** What a call prints for a number, by the fact it becomes. */
function printed(name: string, value: number | bigint): string {
  const text = lowerValue(builder, name, builder.constant(value));
  if (text.op !== "fact") throw new Error(`${name} is no fact`);
  const raw = numberOf(text.raw[0] as LongExpr);
  expect(text.fact.render(raw).length).toBeLessThanOrEqual(text.fact.bound);
  return text.fact.render(raw);
}

function numberOf(expression: LongExpr): bigint {
  if (expression.op === "const") return expression.value;
  if (expression.op === "unary" && expression.operator === "neg") return -numberOf(expression.operand);
  if (expression.op === "compare") return numberOf(expression.left as LongExpr) < numberOf(expression.right as LongExpr) ? 1n : 0n;
  if (expression.op === "select") return numberOf(numberOf(expression.condition) === 1n ? expression.then : expression.otherwise);
  throw new Error(expression.op);
}

describe("errno_str", () => {
  it.each([
    [2, "ENOENT"],
    [-2, "ENOENT"],
    [11, "EAGAIN"],
    [35, "EDEADLK"],
    [95, "EOPNOTSUPP"],
    [108, "ESHUTDOWN"],
    [133, "EHWPOISON"],
    [512, "ERESTARTSYS"],
    [41, "E#41"],
    [0, "E#0"],
    [3333, "E#3333"],
  ])("of %i is %s", (number, name) => {
    expect(printed("errno_str", number)).toBe(name);
  });
});

describe("signal_str", () => {
  it.each([
    [1, "SIGHUP"],
    [6, "SIGABRT"],
    [9, "SIGKILL"],
    [16, "SIGSTKFLT"],
    [29, "SIGIO"],
    [31, "SIGSYS"],
    [32, "SIGRTMIN"],
    [34, "SIGRTMIN+2"],
    [64, "SIGRTMAX"],
    [0, "SIG#0"],
    [65, "SIG#65"],
  ])("of %i is %s", (number, name) => {
    expect(printed("signal_str", number)).toBe(name);
  });
});

describe("sigset_mask_str", () => {
  it.each([
    [0n, "EMPTY"],
    [0x2n, "SIGINT"],
    [0x4002n, "SIGINT|SIGTERM"],
    [1n << 63n, "SIGRTMAX"],
  ])("of %i is %s", (mask, text) => {
    expect(printed("sigset_mask_str", mask)).toBe(text);
  });
});

describe("sa_flags_str", () => {
  it.each([
    [0, "0x0"],
    [0x14000000, "SA_RESTORER|SA_RESTART"],
    [0x80000005, "SA_NOCLDSTOP|SA_SIGINFO|SA_RESETHAND"],
    [0x1000004, "SA_SIGINFO|0x1000000"],
  ])("of %i is %s", (flags, text) => {
    expect(printed("sa_flags_str", flags)).toBe(text);
  });
});

describe("sa_handler_str", () => {
  it.each([
    [0n, "SIG_DFL"],
    [1n, "SIG_IGN"],
    [-1n, "SIG_ERR"],
    [0x55d0_1234n, "0x55d01234"],
    [-4096n, "0xfffffffffffff000"],
  ])("of %i is %s", (handler, text) => {
    expect(printed("sa_handler_str", handler)).toBe(text);
  });
});

describe("names of what sockets have", () => {
  it.each([
    ["sock_prot_num2str", 6, "TCP"],
    ["sock_prot_num2str", 0, "IP"],
    ["sock_prot_num2str", 200, "PROT#200"],
    ["sock_fam_num2str", 1, "LOCAL"],
    ["sock_fam_num2str", 10, "INET6"],
    ["sock_fam_num2str", 40, "VSOCK"],
    ["sock_fam_num2str", 99, "FAM#99"],
    ["sock_state_num2str", 3, "CONNECTED"],
    ["sock_state_num2str", 5, "STATE#5"],
    ["sock_type_num2str", 5, "SEQPACKET"],
    ["sock_type_num2str", 7, "TYPE#7"],
    ["msg_flags_num2str", 0x42, "PEEK|DONTWAIT"],
    ["msg_flags_num2str", 0x80008000n, "MORE|0x80000000"],
    ["msg_flags_num2str", 0, "0x0"],
    ["sock_flags_num2str", 0x1c, "NOSPACE|SUPPORT_ZC|CUSTOM_SOCKOPT"],
  ])("%s(%i) is %s", (name, number, text) => {
    expect(printed(name, number)).toBe(text);
  });

  it.each([
    ["sock_prot_str2num", "UDP", 17n],
    ["sock_prot_str2num", "udp", -1n],
    ["sock_fam_str2num", "INET", 2n],
    ["sock_state_str2num", "FREE", 0n],
    ["sock_type_str2num", "DGRAM", 2n],
    ["rlimit_from_str", "RLIMIT_CPU", 0n],
    ["rlimit_from_str", "RLIMIT_NOFILE", 7n],
    ["rlimit_from_str", "RLIMIT_RTTIME", 15n],
    ["rlimit_from_str", "CPU", -1n],
  ])("%s(%s) is %i", (name, text, number) => {
    expect(lowerValue(builder, name, builder.text(text))).toMatchObject({ op: "const", value: number });
  });
});

describe("si_code_str", () => {
  it.each([
    [15, 0, "SI_USER"],
    [11, 0x80, "SI_KERNEL"],
    [10, -6, "SI_TKILL"],
    [11, 1, "SEGV_MAPERR"],
    [11, 2, "SEGV_ACCERR"],
    [7, 2, "BUS_ADRERR"],
    [8, 1, "FPE_INTDIV"],
    [17, 1, "CLD_EXITED"],
    [17, 6, "CLD_CONTINUED"],
    [17, 7, "SI_CODE#7"],
    [15, 1, "SI_CODE#1"],
  ])("of signal %i and code %i is %s", (signal, code, name) => {
    const text = lowerValue(builder, "si_code_str", builder.constant(signal), builder.constant(code));
    expect(text.op === "fact" && text.fact.render(BigInt(signal), BigInt(code))).toBe(name);
  });
});
