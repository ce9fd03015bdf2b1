import { expect, it } from "vitest";
import { DownloadLine } from "../src/download-line.js";

const download = { what: "the kernel 6.1.0", server: "http://one.example" };

it("says how far a download is, ten times a second, and is taken away", () => {
  let [text, now] = ["", 0];
  const line = new DownloadLine((piece) => void (text += piece), () => now);
  line.clear();
  line.show({ ...download, received: 1_234_567, size: 3_000_000 });
  now += 50;
  line.show({ ...download, received: 2_000_000, size: 3_000_000 });
  now += 50;
  line.show({ ...download, received: 2_500_000, size: undefined });
  line.clear();
  line.clear();
  expect(text).toBe(
    [
      "\r\u001b[Kdownloading debug information of the kernel 6.1.0 from http://one.example: 1.2 of 3.0 MB",
      "\r\u001b[Kdownloading debug information of the kernel 6.1.0 from http://one.example: 2.5 MB",
      "\r\u001b[K",
    ].join(""),
  );
});
