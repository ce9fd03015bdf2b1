import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage");

const made = 'printf("%s %s %s %d %d", name, sock_fam_num2str(family), sock_type_num2str(type), protocol, requester)';
const closed = 'printf("%s %s %s %s %s\\n", name, sock_prot_num2str(protocol), sock_fam_num2str(family), sock_state_num2str(state), sock_type_num2str(type))';
const creation = { "socket.create": `${made}; println("")`, "socket.create.return": `${made}; printf(" %d %d\\n", success, err)` };

/** close(2) of a descriptor that Perl knows nothing of. */
const close = (fd: string): string => `syscall(3, ${fd});`;

need.describe("sockets are made", () => {
  it("with what was asked for", async () => {
    // 526337: SOCK_STREAM with SOCK_CLOEXEC and SOCK_NONBLOCK.
    const lines = await traced(creation, "syscall(41, 2, 526337, 6); socket(S, AF_UNIX, SOCK_DGRAM, 0);");
    expect(lines).toEqual(["socket.create INET STREAM 6 0", "socket.create.return INET STREAM 6 0 1 0", "socket.create LOCAL DGRAM 0 0", "socket.create.return LOCAL DGRAM 0 0 1 0"]);
  });

  it("or not, with the error", async () => {
    const lines = await traced(creation, "syscall(41, 2, 1, 17); syscall(41, 250, 1, 0);");
    expect(lines).toEqual(["socket.create INET STREAM 17 0", "socket.create.return INET STREAM 17 0 0 -93", "socket.create FAM#250 STREAM 0 0", "socket.create.return FAM#250 STREAM 0 0 0 -97"]);
  });

  it("in pairs", async () => {
    const lines = await traced(creation, "socketpair(X, Y, AF_UNIX, SOCK_SEQPACKET, 0);");
    expect([...lines].sort()).toEqual([...Array.from({ length: 2 }, () => "socket.create LOCAL SEQPACKET 0 0"), ...Array.from({ length: 2 }, () => "socket.create.return LOCAL SEQPACKET 0 0 1 0")]);
  });
});

need.describe("sockets are closed", () => {
  it("when the last reference goes away, and not before", async () => {
    const program = `socket(S, AF_INET, SOCK_DGRAM, 0); $s = fileno(S); $copy = syscall(32, $s); ${close("$s")} syscall(111); ${close("$copy")}`;
    const lines = await traced({ "socket.close": closed, "socket.close.return": "println(name)", "syscall.getpgrp": "println(name)" }, program);
    expect(lines).toEqual(["getpgrp", "socket.close UDP INET UNCONNECTED DGRAM", "socket.close.return"]);
  });

  it("when another file takes the descriptor", async () => {
    const program = "socketpair(X, Y, AF_UNIX, SOCK_STREAM, 0); syscall(33, 1, fileno(X)); syscall(33, fileno(Y), fileno(Y)); syscall(292, 1, fileno(Y), 0); syscall(33, 999, 1);";
    const lines = await traced({ "socket.close": closed, "socket.close.return": "println(name)" }, program);
    expect(lines).toEqual(["socket.close IP LOCAL CONNECTED STREAM", "socket.close.return", "socket.close IP LOCAL CONNECTED STREAM", "socket.close.return"]);
  });

  it("not when other files are", async () => {
    expect(await traced({ "socket.close": closed, "socket.close.return": "println(name)" }, "open(N, q(<), q(/dev/null)); close(N); pipe(P, Q); close(P);")).toEqual([]);
  });
});
