import { expect, test } from "vitest";
import { createKernel, Fd } from "../src/index.js";
import { FakeSyscall } from "./fake-syscall.js";

test("a descriptor is closed once, however often it is asked to", () => {
  const released: number[] = [];
  const fd = new Fd(7, "map a", (number) => released.push(number));
  expect(fd.number).toBe(7);
  fd.close();
  fd.close();
  expect(released).toEqual([7]);
  expect(fd.isClosed).toBe(true);
});

test("using a closed descriptor throws and says which one", () => {
  const fd = new Fd(7, "map a", () => undefined);
  fd.close();
  expect(() => fd.number).toThrow("use map a: its descriptor is closed");
});

test("a tracer sees every descriptor come and go", () => {
  const fake = new FakeSyscall();
  const open = new Map<Fd, string>();
  const kernel = createKernel({
    syscall: fake.syscall,
    tracer: { opened: (fd, what) => open.set(fd, what), closed: (fd) => open.delete(fd) },
  });
  const map = kernel.maps.create({ type: "hash", name: "counts", keySize: 4, valueSize: 8, maxEntries: 1 });
  const timer = kernel.events.timer("monotonic");
  expect([...open.values()]).toEqual(["map counts", "monotonic timer"]);
  map.close();
  timer.close();
  timer.close();
  expect(open.size).toBe(0);
  expect(fake.calls.filter(({ name }) => name === "close")).toEqual([
    { name: "close", fd: 100 }, { name: "close", fd: 101 },
  ]);
});

test("a mount that fails half way leaves no descriptor", () => {
  const fake = new FakeSyscall((call) => (call.name === "fsconfig" ? -1 : undefined));
  const kernel = createKernel({ syscall: fake.syscall });
  expect(() => kernel.mounts.detached("tracefs")).toThrow("mount tracefs: fsconfig: operation not permitted (EPERM)");
  expect(fake.names).toEqual(["fsopen", "fsconfig", "close"]);
});
