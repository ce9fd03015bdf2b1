import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage");

/** A connected pair of TCP sockets on the loopback interface: C and A. */
const tcpPair = `
  socket(L, AF_INET, SOCK_STREAM, 0) or die; bind(L, sockaddr_in(0, INADDR_LOOPBACK)) or die; listen(L, 1) or die;
  socket(C, AF_INET, SOCK_STREAM, 0) or die; connect(C, getsockname(L)) or die; accept(A, L) or die;`;
/** A struct iovec[2] over 3 and 4 bytes, and one of a struct msghdr with it. */
const vector = '$v = pack("P Q P Q", $one = "123", 3, $two = "4567", 4);';
const message = `${vector} $m = pack("Q Q P Q Q Q Q", 0, 0, $v, 2, 0, 0, 0);`;
const flags = 'printf("%s %d\\n", sock_flags_num2str(flags), sock)';

const values = "name, size, sock_prot_num2str(protocol), sock_fam_num2str(family), sock_state_num2str(state), sock_type_num2str(type)";
const entry = `printf("%s %d %s %s %s %s\\n", ${values})`;
const exit = `printf("%s %d %s %s %s %s %d\\n", ${values}, success)`;

/** The ways of a direction: the probe, a call that takes that way, and the size at its entry and its return. */
interface Way {
  readonly name: string;
  readonly call: string;
  readonly asked: number;
  readonly done: number;
}

const ways: readonly Way[] = [
  { name: "sendmsg", call: 'send(C, "hello", 0);', asked: 5, done: 5 },
  { name: "sendmsg", call: `${message} syscall(46, fileno(C), $m, 0);`, asked: 7, done: 7 },
  { name: "aio_write", call: 'syswrite(C, "abc");', asked: 3, done: 3 },
  { name: "writev", call: `${vector} syscall(20, fileno(C), $v, 2);`, asked: 7, done: 7 },
  { name: "writev", call: `${vector} syscall(328, fileno(C), $v, 2, -1, -1, 0);`, asked: 7, done: 7 },
  { name: "write_iter", call: 'syswrite(C, "abc");', asked: 3, done: 3 },
  { name: "write_iter", call: `${vector} syscall(20, fileno(C), $v, 2);`, asked: 7, done: 7 },
  { name: "recvmsg", call: 'send(C, "hello", 0); recv(A, $b, 4096, 0);', asked: 4096, done: 5 },
  { name: "recvmsg", call: `send(C, "hello", 0); ${message} syscall(47, fileno(A), $m, 0);`, asked: 7, done: 5 },
  { name: "aio_read", call: 'send(C, "hello", 0); sysread(A, $b, 100);', asked: 100, done: 5 },
  { name: "readv", call: `send(C, "hello", 0); ${vector} syscall(19, fileno(A), $v, 2);`, asked: 7, done: 5 },
  { name: "readv", call: `send(C, "hello", 0); ${vector} syscall(327, fileno(A), $v, 2, -1, -1, 0);`, asked: 7, done: 5 },
  { name: "read_iter", call: 'send(C, "hello", 0); sysread(A, $b, 100);', asked: 100, done: 5 },
];

need.describe("messages over TCP", () => {
  it.each(ways)("$name: $call", async ({ name, call, asked, done }) => {
    const probes = { [`socket.${name}`]: entry, [`socket.${name}.return`]: exit };
    const lines = await traced(probes, `${tcpPair} ${call}`);
    expect(lines).toEqual([`socket.${name} ${String(asked)} TCP INET CONNECTED STREAM`, `socket.${name}.return ${String(done)} TCP INET CONNECTED STREAM 1`]);
  });

  // The backend that serves where no trace event does.
  it.each(ways)("$name by system calls alone: $call", async ({ name, call, done }) => {
    const probes = { [`__socket.${name}.call.return`]: 'printf("%d %d\\n", __result, @cast(__socket, "socket")->type)' };
    expect(await traced(probes, `${tcpPair} ${call}`)).toEqual([`${String(done)} 1`]);
  });

  it("each send and each receive once, under its own name", async () => {
    const program = `${tcpPair} send(C, "hello", 0); syswrite(C, "abc"); ${vector} syscall(20, fileno(C), $v, 2); recv(A, $b, 4, 0); sysread(A, $b, 100); open(N, ">", "/dev/null"); syswrite(N, "not on a socket");`;
    const lines = await traced({ "socket.send": exit, "socket.receive": exit }, program);
    const sent = [5, 3, 7].map((size) => `socket.send ${String(size)} TCP INET CONNECTED STREAM 1`);
    expect(lines).toEqual([...sent, "socket.receive 4 TCP INET CONNECTED STREAM 1", "socket.receive 11 TCP INET CONNECTED STREAM 1"]);
  });

  it("errors are sizes, and the end of a stream is a success of 0", async () => {
    const program = `${tcpPair} $SIG{PIPE} = "IGNORE"; recv(A, $b, 9, MSG_DONTWAIT); shutdown(C, 1); recv(A, $b, 9, 0); send(C, "x", 0);`;
    const lines = await traced({ "socket.send": exit, "socket.receive": exit }, program);
    expect(lines).toEqual(["socket.receive -11 TCP INET CONNECTED STREAM 0", "socket.receive 0 TCP INET CONNECTED STREAM 1", "socket.send -32 TCP INET CONNECTED STREAM 0"]);
  });

  it("flags and the socket are the same at entry and return", async () => {
    const lines = await traced(
      { "socket.sendmsg": flags, "socket.sendmsg.return": flags },
      `${tcpPair} send(C, "x", 0);`,
    );
    expect(lines[0]).toMatch(/^SUPPORT_ZC -?[1-9]/);
    expect(lines).toEqual([lines[0], lines[0]]);
  });
});

need.describe("messages of other families", () => {
  it("datagrams", async () => {
    const program = 'socket(S, AF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(0, INADDR_LOOPBACK)); send(S, "abcde", 0, getsockname(S)); recv(S, $b, 3, 0);';
    const lines = await traced({ "socket.sendmsg": entry, "socket.send": exit, "socket.receive": exit }, program);
    expect(lines).toEqual(["socket.sendmsg 5 UDP INET UNCONNECTED DGRAM", "socket.send 5 UDP INET UNCONNECTED DGRAM 1", "socket.receive 3 UDP INET UNCONNECTED DGRAM 1"]);
  });

  it("pairs of local sockets", async () => {
    const lines = await traced({ "socket.aio_write": entry, "socket.receive": exit }, 'socketpair(X, Y, AF_UNIX, SOCK_SEQPACKET, 0); syswrite(X, "abcd"); sysread(Y, $b, 10);');
    expect(lines).toEqual(["socket.aio_write 4 IP LOCAL CONNECTED SEQPACKET", "socket.receive 4 IP LOCAL CONNECTED SEQPACKET 1"]);
  });

  it("several messages of sendmmsg are told together or one by one", async () => {
    const program = `socketpair(X, Y, AF_UNIX, SOCK_DGRAM, 0); ${message} $mm = ($m . pack("L x4", 0)) x 2; syscall(307, fileno(X), $mm, 2, 0); recv(Y, $b, 99, 0);`;
    const lines = await traced({ "socket.sendmsg": 'printf("begins %d\\n", size)', "socket.sendmsg.return": 'printf("ends %d\\n", size)' }, program);
    const sum = (what: string): number => lines.filter((line) => line.startsWith(what)).reduce((total, line) => total + Number(line.slice(what.length)), 0);
    expect([sum("begins "), sum("ends ")]).toEqual([14, 14]);
  });
});
