import { Fd } from "@tapset/sys";

const FIRST_FREE = 3;

/** The descriptors of a made-up kernel, and what is behind each. Numbers are used once. */
export class Descriptors {
  readonly #objects = new Map<number, object>();
  readonly #open = new Set<Fd>();
  #next = FIRST_FREE;

  /** A descriptor for what `make` makes of its number; `closed` is called when it is closed. The object stays: programs may use it. */
  open(what: string, make: (number: number) => object, closed: () => void = () => undefined): Fd {
    const number = this.#next;
    this.#next += 1;
    this.#objects.set(number, make(number));
    const fd = new Fd(number, what, (_number, closing) => {
      this.#open.delete(closing);
      closed();
    });
    this.#open.add(fd);
    return fd;
  }

  /** The object behind a descriptor. Throws for a closed one, and for one of another type. */
  find<T extends object>(fd: Fd, type: abstract new (...parameters: never[]) => T): T {
    return this.at(fd.number, type);
  }

  /** The object behind a descriptor's number. */
  at<T extends object>(number: number, type: abstract new (...parameters: never[]) => T): T {
    const object = this.#objects.get(number);
    if (!(object instanceof type)) throw new Error(`descriptor ${number} is no ${type.name}`);
    return object;
  }

  /** What is not closed yet, in words. */
  get unclosed(): readonly string[] {
    return [...this.#open].map(({ what }) => what);
  }
}
