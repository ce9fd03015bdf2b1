import type { EndReason } from "./session-summary.js";

/** The end of a session: asked for once, for the first reason that comes up. */
export class Ending {
  readonly #ended: Promise<void>;
  #resolve: () => void = () => undefined;
  #reason: EndReason | undefined;

  constructor() {
    this.#ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Why the session is to end; undefined while it isn't. */
  get reason(): EndReason | undefined {
    return this.#reason;
  }

  /** Asks for the end. An error takes over from any other reason: error handlers run then, not end handlers. */
  request(reason: EndReason): void {
    if (this.#reason === undefined || reason === "error") this.#reason = reason;
    this.#resolve();
  }

  /** Resolves when the end has been asked for. */
  async requested(): Promise<void> {
    await this.#ended;
  }
}
