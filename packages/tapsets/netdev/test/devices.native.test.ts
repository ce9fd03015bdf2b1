import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

const need = needs("fentry", "ring-buffer", "read-kernel");

/** Runs a script while a pair of devices, v0 and v1, is made and lives through some commands. */
const life = (script: string, commands: string): Promise<readonly string[]> =>
  traced(script, `ip link add v0 address 02:00:00:00:00:01 type veth peer name v1\n${commands}\nexec true`);

need.describe("devices", () => {
  it("are registered and unregistered", async () => {
    const script = 'probe netdev.register, netdev.unregister { if (dev_name == "v0" || dev_name == "v1") printf("%s %s\\n", pn(), dev_name) }';
    const lines = await life(script, "ip link delete v0");
    expect([...lines].sort()).toEqual(["netdev.register v0", "netdev.register v1", "netdev.unregister v0", "netdev.unregister v1"]);
  });

  it("are opened and closed", async () => {
    const script = 'probe netdev.open, netdev.close { if (dev_name == "v0") printf("%s\\n", pn()) }';
    expect(await life(script, "ip link set v0 up\nip link set v0 down")).toEqual(["netdev.open", "netdev.close"]);
  });

  it("take larger packets", async () => {
    const script = 'probe netdev.change_mtu { printf("%s %d %d\\n", dev_name, old_mtu, new_mtu) }';
    expect(await life(script, "ip link set v0 mtu 1400\nip link set v0 mtu 9000")).toEqual(["v0 1500 1400", "v0 1400 9000"]);
  });

  it("change their addresses", async () => {
    const script = 'probe netdev.change_mac { printf("%s %d %s %s\\n", dev_name, mac_len, old_mac, new_mac) }';
    expect(await life(script, "ip link set v0 address 02:ab:00:00:00:ff")).toEqual(["v0 6 02:00:00:00:00:01 02:ab:00:00:00:ff"]);
  });

  it("receive everything, and no longer", async () => {
    const script = `
      probe netdev.set_promiscuity { if (dev_name == "v0") printf("promiscuity %d %d %d\\n", inc, enable, disable) }
      probe netdev.change_rx_flag { if (dev_name == "v0") printf("flags %#x\\n", flags) }`;
    const lines = await life(script, "ip link set v0 promisc on\nip link set v0 allmulticast on\nip link set v0 promisc off");
    expect(lines.filter((line) => line.startsWith("promiscuity"))).toEqual(["promiscuity 1 1 0", "promiscuity -1 0 1"]);
    expect(lines.filter((line) => line.startsWith("flags"))).toEqual(["flags 0x100", "flags 0x200", "flags 0x100"]);
  });

  it("are asked for their statistics", async () => {
    const script = 'global n probe netdev.get_stats { if (dev_name == "v0") n++ } probe end { println(n > 0) }';
    expect(await life(script, "ip -s link show v0 > /dev/null")).toEqual(["1"]);
  });
});
