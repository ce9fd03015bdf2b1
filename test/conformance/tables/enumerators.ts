import { subject } from "../row.js";

/** Those of `enum pid_type { PIDTYPE_PID, PIDTYPE_TGID, PIDTYPE_PGID, PIDTYPE_SID, PIDTYPE_MAX }`, and of an enum with gaps. */
export const enumerators = subject("enumerators", [
  { title: "by their names", body: 'println(@enum("PIDTYPE_TGID"), @const("PIDTYPE_SID"), @enum("NETDEV_TX_BUSY") + hidden(1))', output: "1317\n" },
  { title: "and errors", body: 'println(-@const("EINVAL"), @const("ERESTARTSYS") == hidden(512))', output: "-221\n" },
  { title: "as names of numbers", body: 'for (i = hidden(0); i < 3; i++) println(@enumname("pid_type", i))', output: "PIDTYPE_PID\nPIDTYPE_TGID\nPIDTYPE_PGID\n" },
  { title: "with the word enum in front, or by a typedef", body: 'println(@enumname("enum pid_type", hidden(3)), " ", @enumname("netdev_tx_t", hidden(16)))', output: "PIDTYPE_SID NETDEV_TX_BUSY\n" },
  { title: "that have no name stay numbers", body: 'println(@enumname("netdev_tx_t", hidden(1)), " ", @enumname("pid_type", hidden(-1)), " ", @enumname("pid_type", 99))', output: "1 -1 99\n" },
  { title: "compared", body: 'n = @enumname("pid_type", hidden(1)); println(n == "PIDTYPE_TGID", n == "PIDTYPE_PID", n =~ "TGID$")', output: "101\n" },
  { title: "cut and put together", body: 'n = @enumname("pid_type", hidden(1)); println(substr(n, 8, 4) . "!", strlen(n))', output: "TGID!12\n" },
  { title: "as keys", declarations: "global calls", body: 'for (i = 0; i < 4; i++) calls[@enumname("pid_type", hidden(i % 2))]++; foreach (type+ in calls) print(type, calls[type], " ")', output: "PIDTYPE_PID2 PIDTYPE_TGID2 " },
  { title: "there or not", body: 'println(@defined(@enum("PIDTYPE_PID")), @defined(@enum("NOBODYS")), @choose_defined(@enum("NOBODYS"), 7), @defined(@enumname("nobodys", 1)))', output: "1070\n" },
]);
