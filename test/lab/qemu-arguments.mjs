// A guest's hardware, as qemu-system-x86_64's arguments.
import { LAB_WORD } from "../../tools/machines.mjs";

/** Words every guest's kernel is booted with. */
const BOOT_WORDS = [
  "console=ttyS0",
  "quiet",
  // A panic or an oops ends the guest, and so the run.
  "panic=-1",
  "oops=panic",
  // So does a CPU that does nothing else for two minutes, with what every CPU is at; a busy host stops one for less.
  "softlockup_panic=1",
  "watchdog_thresh=60",
  // Under emulation these cost much and protect nothing.
  "mitigations=off",
  // The emulated clock is a steady one; the kernel would rather ask the emulated HPET, which is slow.
  "tsc=reliable",
];

/** Boot words of a kernel locked down for confidentiality. */
export const LOCKED_WORDS = ["lockdown=confidentiality", "lsm=lockdown,capability,bpf"];

/**
 * @param {object} guest the options of boot(), and
 * @param {string} guest.image the kernel
 * @param {string} guest.initramfs
 * @param {string} guest.exchange the folder both sides write to
 * @param {string} guest.consoleFile where the kernel's messages go
 * @param {readonly { readonly bus: "virtio" | "scsi", readonly image: string }[]} guest.disks
 */
export function qemuArguments({ image, initramfs, exchange, consoleFile, bootWords = [], memoryMegabytes = 3072, cpus = 2, nodes = 1, disks }) {
  const scsi = disks.some(({ bus }) => bus === "scsi");
  return [
    // Nested or not, KVM isn't to be counted on: everything is emulated, everywhere.
    ...["-accel", "tcg,thread=multi", "-cpu", "max", "-m", `${memoryMegabytes}M`, "-smp", `${cpus}`],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
    ...["-kernel", image, "-initrd", initramfs, "-append", [...BOOT_WORDS, LAB_WORD, ...bootWords].join(" ")],
    // ttyS0 is the kernel's console, ttyS1 what the command prints.
    ...["-serial", `file:${consoleFile}`, "-serial", "stdio"],
    ...["-virtfs", "local,path=/,mount_tag=host,security_model=none,multidevs=remap,readonly=on"],
    ...["-virtfs", `local,path=${exchange},mount_tag=exchange,security_model=none,multidevs=remap`],
    ...["-device", "virtio-rng-pci"],
    ...nodeArguments(nodes, memoryMegabytes, cpus),
    ...(scsi ? ["-device", "virtio-scsi-pci"] : []),
    ...disks.flatMap(({ bus, image: path }, index) => [
      ...["-drive", `file=${path},format=raw,if=none,id=disk${index}`],
      ...["-device", `${bus === "scsi" ? "scsi-hd" : "virtio-blk-pci"},drive=disk${index}`],
    ]),
  ];
}

function nodeArguments(nodes, memoryMegabytes, cpus) {
  if (nodes === 1) return [];
  const share = Math.floor(memoryMegabytes / nodes);
  return Array.from({ length: nodes }, (_, node) => {
    // What doesn't divide is the first node's.
    const megabytes = node === 0 ? memoryMegabytes - share * (nodes - 1) : share;
    const own = Array.from({ length: cpus }, (_, cpu) => cpu).filter((cpu) => cpu % nodes === node);
    const memory = ["-object", `memory-backend-ram,size=${megabytes}M,id=memory${node}`];
    return [...memory, "-numa", [`node,nodeid=${node},memdev=memory${node}`, ...own.map((cpu) => `cpus=${cpu}`)].join(",")];
  }).flat();
}
