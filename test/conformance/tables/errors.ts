import { subject } from "../row.js";

export const errorsCaught = subject("errors caught", [
  { title: "division by 0", body: 'try { a = 1 / hidden(0); println("no", a) } catch { println("caught") } println("after")', output: "caught\nafter\n" },
  { title: "division by 0 has a message", body: "try { println(1 / hidden(0)) } catch (m) { println(m) }", output: "division by 0\n" },
  { title: "remainder by 0", body: "try { println(1 % hidden(0)) } catch (m) { println(m) }", output: "division by 0\n" },
  { title: "/= and %= by 0 leave the variable alone", body: "a = 7; try { a /= hidden(0) } catch { } try { a %= hidden(0) } catch { } println(a)", output: "7\n" },
  { title: "error()", body: 'try { error("mine ". sprint(hidden(3))) } catch (m) { println(m) }', output: "mine 3\n" },
  { title: "what was done before stays done", declarations: "global g", body: 'try { g = 5; error("x") ; g = 6 } catch { } println(g)', output: "5\n" },
  { title: "in a function", declarations: "function f(x) { return 10 / x }", body: "try { println(f(5)); println(f(0)) } catch (m) { println(m) }", output: "2\ndivision by 0\n" },
  { title: "within another", body: 'try { try { error("a") } catch (m) { println(m); error("b") } println("no") } catch (m) { println(m) }', output: "a\nb\n" },
  { title: "in a loop that goes on", body: "for (i = -1; i <= 1; i++) try { println(10 / i) } catch { println(\"none\") }", output: "-10\nnone\n10\n" },
  { title: "break out of try", body: 'while (1) { try { break } catch { } } println("out")', output: "out\n" },
  { title: "no error, no catch", body: 'try { println("a") } catch { println("b") }', output: "a\n" },
]);

const ended = "WARNING: Number of errors: 1, skipped probes: 0\n";

export const errorsThatEndTheSession = subject("errors that end the session", [
  { title: "division by 0", body: 'print("before"); a = 1 / hidden(0); print("after", a)', output: "before", messages: `ERROR: division by 0 near operator '/' at column 24\n${ended}` },
  { title: "error()", body: 'print("before"); error("mine"); print("after")', output: "before", messages: `ERROR: mine near identifier 'error' at column 18\n${ended}` },
  {
    title: "in a function",
    declarations: "function f(x) { return 10 / x }",
    body: 'println(f(hidden(0)))',
    output: "",
    messages: `ERROR: division by 0 near operator '/' at column 27\n${ended}`,
  },
  { title: "raised again in catch", body: 'try { error("a") } catch (m) { error(m . "b") }', output: "", messages: `ERROR: ab near identifier 'error' at column 32\n${ended}` },
]);
