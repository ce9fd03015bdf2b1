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
