/**
 * The template workflow, asked a thousand times by sixteen at once, with a first model that fails half of its calls in every way a
 * service was seen to fail, and a second one that stands in: how each run ended, how long the slowest took, and whether
 * anything was left open or counted twice.
 */
import { env } from "@/lib/config/env";
import { openDatabase } from "@/lib/db/client";
import { prepareStorm, weather } from "@/lib/testing/chaos";
import { answeringWorkspace } from "@/lib/testing/knowledge";
import { testServices } from "@/lib/testing/services";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile } from "./statistics";

const RUNS = benchOptions().quick ? 50 : 1000;
const CONCURRENCY = 16;
/** Milliseconds that the first model has for its first word: enough for an answer on a busy machine, which would be counted by its server. */
const FIRST_WORD_MS = 10_000;

const url = env().databaseUrl ?? "";
const services = await testServices({ ...openDatabase(url), url });
try {
  const { ctx, workflowId } = await answeringWorkspace(services);
  const servers = await prepareStorm(ctx, workflowId);
  const question = "When does the garage close?";
  const storm = { runs: RUNS, concurrency: CONCURRENCY, firstWordMs: FIRST_WORD_MS, question };
  const started = performance.now();
  const { ends, rescued, tokens, open } = await weather(ctx, { workflowId, ...servers }, storm);
  const seconds = (performance.now() - started) / 1000;
  await Promise.all([servers.wild.close(), servers.steady.close()]);

  const codes: Record<string, number> = {};
  for (const end of ends) {
    const how = end.type === "run.failed" ? end.error.code : end.type;
    codes[how] = (codes[how] ?? 0) + 1;
  }
  const answered = ends.filter((end) => end.type === "run.finished").length;
  const times = ends.flatMap((end) => ("durationMs" in end ? end.durationMs : []));
  const common = { bench: "chaos", runs: RUNS, atOnce: CONCURRENCY };
  report({ ...common, value: answered, unit: "runs", what: "answered", rescued, seconds });
  report({ ...common, value: RUNS - answered, unit: "runs", what: "not answered", ...codes });
  report({
    ...{ ...common, value: Math.max(...times), unit: "ms", what: "slowest run" },
    ...{ p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
  });
  report({ ...common, value: open, unit: "requests", what: "left open", aim: 0 });
  report({
    ...{ ...common, value: tokens.runs - tokens.calls, unit: "tokens", what: "counted wrongly" },
    ...{ byRuns: tokens.runs, byServers: tokens.calls, aim: 0 },
  });
} finally {
  await services.close();
}
