import type { NamedBit } from "./bit-names-fact.js";

/** Address families (AF_ without the prefix), of the kernel's linux/socket.h. 1 is LOCAL, as POSIX has it. */
export const socketFamilies = new Map<bigint, string>(
  [
    "UNSPEC", "LOCAL", "INET", "AX25", "IPX", "APPLETALK", "NETROM", "BRIDGE", "ATMPVC", "X25", "INET6", "ROSE", "DECnet", "NETBEUI", "SECURITY", "KEY",
    "NETLINK", "PACKET", "ASH", "ECONET", "ATMSVC", "RDS", "SNA", "IRDA", "PPPOX", "WANPIPE", "LLC", "IB", "MPLS", "CAN", "TIPC", "BLUETOOTH",
    "IUCV", "RXRPC", "ISDN", "PHONET", "IEEE802154", "CAIF", "ALG", "NFC", "VSOCK", "KCM", "QIPCRTR", "SMC", "XDP", "MCTP",
  ].map((name, number) => [BigInt(number), name]),
);

/** Protocols (IPPROTO_ without the prefix), of the kernel's linux/in.h and linux/in6.h. */
export const socketProtocols = new Map<bigint, string>([
  [0n, "IP"],
  [1n, "ICMP"],
  [2n, "IGMP"],
  [4n, "IPIP"],
  [6n, "TCP"],
  [8n, "EGP"],
  [12n, "PUP"],
  [17n, "UDP"],
  [22n, "IDP"],
  [29n, "TP"],
  [33n, "DCCP"],
  [41n, "IPV6"],
  [43n, "ROUTING"],
  [44n, "FRAGMENT"],
  [46n, "RSVP"],
  [47n, "GRE"],
  [50n, "ESP"],
  [51n, "AH"],
  [58n, "ICMPV6"],
  [59n, "NONE"],
  [60n, "DSTOPTS"],
  [92n, "MTP"],
  [94n, "BEETPH"],
  [98n, "ENCAP"],
  [103n, "PIM"],
  [108n, "COMP"],
  [115n, "L2TP"],
  [132n, "SCTP"],
  [135n, "MH"],
  [136n, "UDPLITE"],
  [137n, "MPLS"],
  [143n, "ETHERNET"],
  [255n, "RAW"],
  [256n, "SMC"],
  [262n, "MPTCP"],
]);

/** States of a socket (SS_ without the prefix), of the kernel's linux/net.h. */
export const socketStates = new Map<bigint, string>(["FREE", "UNCONNECTED", "CONNECTING", "CONNECTED", "DISCONNECTING"].map((name, number) => [BigInt(number), name]));

/** Types of a socket (SOCK_ without the prefix), of the kernel's linux/net.h. */
export const socketTypes = new Map<bigint, string>([
  [1n, "STREAM"],
  [2n, "DGRAM"],
  [3n, "RAW"],
  [4n, "RDM"],
  [5n, "SEQPACKET"],
  [6n, "DCCP"],
  [10n, "PACKET"],
]);

/** Flags of a message (MSG_ without the prefix), of the kernel's linux/socket.h. */
export const messageFlags: readonly NamedBit[] = [
  ["OOB", 0x1n],
  ["PEEK", 0x2n],
  ["DONTROUTE", 0x4n],
  ["CTRUNC", 0x8n],
  ["PROBE", 0x10n],
  ["TRUNC", 0x20n],
  ["DONTWAIT", 0x40n],
  ["EOR", 0x80n],
  ["WAITALL", 0x100n],
  ["FIN", 0x200n],
  ["SYN", 0x400n],
  ["CONFIRM", 0x800n],
  ["RST", 0x1000n],
  ["ERRQUEUE", 0x2000n],
  ["NOSIGNAL", 0x4000n],
  ["MORE", 0x8000n],
  ["WAITFORONE", 0x1_0000n],
  ["BATCH", 0x4_0000n],
  ["ZEROCOPY", 0x400_0000n],
  ["FASTOPEN", 0x2000_0000n],
  ["CMSG_CLOEXEC", 0x4000_0000n],
];

/** Flags of a socket, of the kernel's linux/net.h. */
const newSocketFlags = ["ASYNC_NOSPACE", "ASYNC_WAITDATA", "NOSPACE", "SUPPORT_ZC", "CUSTOM_SOCKOPT"];
const oldSocketFlags = ["ASYNC_NOSPACE", "ASYNC_WAITDATA", "NOSPACE", "PASSCRED", "PASSSEC", "SUPPORT_ZC", "CUSTOM_SOCKOPT", "PASSPIDFD"];
const bitsOf = (names: readonly string[]): readonly NamedBit[] => names.map((name, bit) => [name, 1n << BigInt(bit)]);

/** The bits of `struct socket`'s flags: Linux 6.16 moved those about credentials elsewhere. */
export const socketFlags = { sinceLinux616: bitsOf(newSocketFlags), before: bitsOf(oldSocketFlags) };
