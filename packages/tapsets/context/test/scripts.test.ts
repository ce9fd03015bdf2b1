import { readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, passNs, runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";

const scripts = ["ansi.stp", "indent.stp", "target-set.stp", "time.stp", "stopwatch.stp", "queue-stats.stp", "json.stp", "error-codes.stp"].map((name) => ({
  name,
  text: readFileSync(new URL(`../${name}`, import.meta.url), "utf8"),
}));
const tapsets = [
  madeTapset({ name: "context", module: context, scripts }),
  ...Object.entries({ kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module })),
];

type Events = Parameters<typeof runScript>[1]["events"];

async function output(script: string, events: Events = []): Promise<string> {
  return (await runScript(script, { tapsets, events })).output;
}

it("errors are what calls give back from -4095 to -1", async () => {
  const script = 'probe begin { println(errno_p(-2), " ", errno_p(-4095), " ", errno_p(-4096), " ", errno_p(0), " ", errno_p(2), " ", errno_p(-0x7fffffffffffffff - 1)) exit() }';
  expect(await output(script)).toBe("2 4095 0 0 0 0\n");
});

describe("ansi functions", () => {
  it.each([
    ["ansi_clear_screen()", "\u001b[1;1H\u001b[J"],
    ["ansi_set_color(31)", "\u001b[31m"],
    ["ansi_set_color(31, 42)", "\u001b[31;42m"],
    ["ansi_set_color(31, 42, 1)", "\u001b[1;31;42m"],
    ["ansi_reset_color()", "\u001b[0m"],
    ["ansi_new_line()", "\u001bE"],
    ["ansi_cursor_move(3, 14)", "\u001b[3;14H"],
    ["ansi_cursor_hide()", "\u001b[?25l"],
    ["ansi_cursor_show()", "\u001b[?25h"],
    ["ansi_cursor_save()", "\u001b[s"],
    ["ansi_cursor_restore()", "\u001b[u"],
  ])("%s", async (call, codes) => {
    expect(await output(`probe begin { ${call} exit() }`)).toBe(codes);
  });
});

describe("ctime", () => {
  it.each([
    [0, "Thu Jan  1 00:00:00 1970"],
    [741476948, "Wed Jun 30 21:49:08 1993"],
    [-2147483648, "Fri Dec 13 20:45:52 1901"],
    [2147483647, "Tue Jan 19 03:14:07 2038"],
  ])("of %i is %s", async (seconds, text) => {
    expect(await output(`probe begin { print(ctime(${seconds})) exit() }`)).toBe(text);
  });

  it("fails beyond 32 bits, which a script can catch", async () => {
    const script = "probe begin { foreach (second in seconds) try { println(ctime(second)) } catch (message) { println(message) } exit() } global seconds probe begin(-1) { seconds[2147483648] = seconds[-2147483649] = 1 }";
    expect((await output(script)).split("\n").sort()).toEqual(["", "ctime: -2147483649 is beyond 32 bits", "ctime: 2147483648 is beyond 32 bits"]);
  });

  it("of nothing is now", async () => {
    const [text, seconds] = (await output('probe begin { printf("%s|%d", ctime(), gettimeofday_s()) exit() }')).split("|");
    expect(Math.abs(Date.parse(`${text!} UTC`) / 1000 - Number(seconds))).toBeLessThanOrEqual(1);
  });
});

describe("indentation", () => {
  const calls = (call: string) => `probe begin { println(${call}(1)) println(${call}(1)) println(${call}(-1)) println(${call}(-1)) println(${call}(-1)) println(${call}(1)) exit() }`;

  it("is that of the calls around a call, at its beginning and its end", async () => {
    const depth = "0\n1\n1\n0\n0\n0\n";
    expect(await output(calls("indent_depth"))).toBe(depth);
    expect(await output(calls("thread_indent_depth"))).toBe(depth);
  });

  it("comes with the time since the outermost call", async () => {
    const lines = (await output(calls("indent"))).split("\n");
    expect(lines.map((line) => line.replace(/^ *\d+/, "T"))).toEqual(["T:", "T: ", "T: ", "T:", "T:", "T:", ""]);
    expect([lines[0], lines[5]]).toEqual(["     0:", "     0:"]);
  });

  it("of threads is each thread's own, by its name", async () => {
    const script = 'probe kernel.trace("sched_wakeup") { printf("%s-> a\\n", thread_indent(1)) } probe kernel.trace("sched_waking") { printf("%s<- a\\n", thread_indent(-1)) }';
    const by = (pid: number, event: string) => tracepoint(event, [], { pid, tid: pid + 1, execname: `c${pid}` });
    const events = [by(7, "sched_wakeup"), by(9, "sched_wakeup"), by(7, "sched_wakeup"), by(7, "sched_waking"), by(9, "sched_waking"), by(7, "sched_waking")];
    expect((await output(script, events)).replace(/^ *\d+/gm, "T").split("\n")).toEqual([
      "T c7(8):-> a", "T c9(10):-> a", "T c7(8): -> a", "T c7(8): <- a", "T c9(10):<- a", "T c7(8):<- a", "",
    ]);
  });
});

describe("the target set", () => {
  it("is the target and what it starts, until that is gone", async () => {
    const script = 'probe kernel.trace("sched_wakeup") { println(pid(), " ", target_set_pid(pid())) } probe end { target_set_report() }';
    const fork = (parent: number, pid: number, tgid = pid) => tracepoint("sched_process_fork", (memory) => [0, memory.structure("task_struct", { pid, tgid })], { pid: parent });
    const gone = (pid: number, tgid = pid) => tracepoint("sched_process_free", (memory) => [memory.structure("task_struct", { pid, tgid })], { pid: 1 });
    const ask = (pid: number) => tracepoint("sched_wakeup", [], { pid });
    // Without -c or -x the target is 0.
    const events = [
      fork(0, 6), fork(6, 7), fork(6, 66, 6), fork(1, 8), fork(8, 9),
      ...[0, 6, 7, 8, 9, 66].map(ask),
      gone(66, 6), ask(6), gone(6), ask(6), ask(7),
    ];
    expect(await output(script, events)).toBe("0 1\n6 1\n7 1\n8 0\n9 0\n66 0\n6 1\n6 0\n7 1\n0\n7, started by 6\n");
  });
});

describe("stopwatches", () => {
  const at = (name: string) => tracepoint(name);

  it("add up the times between their starts and stops", async () => {
    const script = `
      probe kernel.trace("sched_wakeup") { start_stopwatch("a") }
      probe kernel.trace("sched_waking") { stop_stopwatch("a") }
      probe kernel.trace("sched_process_exit") { println(read_stopwatch_ns("a"), " ", read_stopwatch_us("a"), " ", read_stopwatch_ms("a"), " ", read_stopwatch_s("a"), " ", read_stopwatch_ns("b")) }
      probe kernel.trace("sched_process_fork") { delete_stopwatch("a") }`;
    const events = [
      at("sched_process_exit"), at("sched_wakeup"), passNs(2_500_000_001n), at("sched_process_exit"), at("sched_waking"), passNs(7n), at("sched_process_exit"),
      at("sched_wakeup"), passNs(10n), at("sched_wakeup"), passNs(1n), at("sched_waking"), at("sched_waking"), at("sched_process_exit"), at("sched_process_fork"), at("sched_process_exit"),
    ];
    expect((await output(script, events)).split("\n")).toEqual(["0 0 0 0 0", "2500000001 2500000 2500 2 0", "2500000001 2500000 2500 2 0", "2500000012 2500000 2500 2 0", "0 0 0 0 0", ""]);
  });

  it("run in the session too", async () => {
    const script = 'probe begin { start_stopwatch("a") stop_stopwatch("b") for (i = 0; i < 1000; i++) n += i before = read_stopwatch_ns("a") stop_stopwatch("a") println(n, before >= 0, read_stopwatch_ns("a") >= before, read_stopwatch_ns("a") == read_stopwatch_ns("a"), read_stopwatch_ns("b")) exit() }';
    expect(await output(script)).toBe("4995001110\n");
  });
});

describe("queues", () => {
  const probes = `
    probe kernel.trace("sched_wakeup") { qs_wait("q") }
    probe kernel.trace("sched_waking") { qs_run("q") }
    probe kernel.trace("sched_process_exit") { qs_done("q") }
    probe kernel.trace("sched_process_fork") { qsq_start("q") }
    probe kernel.trace("sched_process_free") {
      printf("%d %d %d ", qsq_utilization("q", 1000), qsq_blocked("q", 1000), qsq_wait_queue_length("q", 1000))
      printf("%d %d %d\\n", qsq_service_time("q", 1), qsq_wait_time("q", 1), qsq_throughput("q", 1000000))
      qsq_print("q")
    }`;
  const [wait, run, done, start, tell] = ["sched_wakeup", "sched_waking", "sched_process_exit", "sched_process_fork", "sched_process_free"].map((name) => tracepoint(name));
  const pass = (microseconds: number) => passNs(BigInt(microseconds) * 1000n);

  it("know how long requests wait and are served", async () => {
    // Two requests: both wait 100 us, one goes on for 300; each is served for 400, by itself.
    const events = [start!, pass(200), wait!, wait!, pass(100), run!, pass(300), done!, run!, pass(400), done!, pass(0), tell!];
    // In 1000 us: served 700, waited 2 * 100 + 300, done 2.
    expect((await output(probes, events)).split("\n")).toEqual([
      "700 400 500 350 600 2000",
      "q: 2000.00 requests/s, 0.50 waiting, 250 us wait, 350 us service, 40% blocked, 70% busy",
      "",
    ]);
  });

  it("begin anew when they're told, with what is under way", async () => {
    const events = [wait!, run!, wait!, pass(500), start!, pass(100), done!, run!, pass(100), done!, tell!];
    expect((await output(probes, events)).split("\n")[0]).toBe("1000 500 500 100 150 10000");
  });

  it("that nothing has happened to are idle", async () => {
    expect(await output('probe begin { qsq_print("none") exit() }')).toBe("none: 0.00 requests/s, 0.00 waiting, 0 us wait, 0 us service, 0% blocked, 0% busy\n");
  });
});

describe("json metrics", () => {
  it("are described for their readers", async () => {
    const script = `probe begin {
      json_set_prefix("net")
      println(json_add_numeric_metric("packets", "seen so far", "count"), json_add_string_metric("last \\"one\\"", ""))
      json_add_array("by_cpu", "one each")
      json_add_array_string_metric("by_cpu", "name", "")
      json_add_array_numeric_metric("by_cpu", "bytes", "received", "byte")
      _json_print_metadata()
      exit()
    }`;
    const [results, json] = (await output(script)).split("\n");
    expect(results).toBe("00");
    expect(JSON.parse(json!)).toEqual({
      prefix: "net",
      metrics: [
        {
          name: "by_cpu", pointer: "/by_cpu", type: "array", description: "one each", index: "/__id",
          metrics: [{ name: "bytes", pointer: "/bytes", type: "integer", description: "received", units: "byte" }, { name: "name", pointer: "/name", type: "string" }],
        },
        { name: 'last "one"', pointer: '/last "one"', type: "string" },
        { name: "packets", pointer: "/packets", type: "integer", description: "seen so far", units: "count" },
      ],
    });
  });

  it("have each name once, and arrays before their metrics", async () => {
    const script = `probe begin {
      json_add_string_metric("a", "")
      try { json_add_array("a", "") } catch (why) { println(why) }
      try { json_add_array_string_metric("a", "b", "") } catch (why) { println(why) }
      json_add_array("c", "") json_add_array_string_metric("c", "b", "")
      try { json_add_array_numeric_metric("c", "b", "", "") } catch (why) { println(why) }
      exit()
    }`;
    expect(await output(script)).toBe("json: there is a metric a already\njson: there is no array a\njson: array c has a metric b already\n");
  });
});
