import type { AddressInfo } from "node:net";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** A registry of npm packages on this machine's loopback. */
export interface Registry {
  readonly url: string;
  close(): void;
}

/**
 * Starts an empty registry, which keeps its packages in `folder`. It asks no other registry: what isn't published to it
 * isn't there. It lives in this process, so commands that use it have to be waited for asynchronously.
 */
export async function startRegistry(folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const configuration = {
    self_path: join(folder, "config.yaml"),
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: -1 } },
    uplinks: {},
    packages: { "**": { access: ["$all"], publish: ["$all"], unpublish: [] } },
    web: { enable: false },
    max_body_size: "100mb",
    log: { type: "stdout", format: "pretty", level: "fatal" },
  };
  const server = (await runServer(configuration as never)) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
