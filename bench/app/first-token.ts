import { report } from "../report";
import { percentile } from "../statistics";
import { ask, isAnswered } from "./ask";
import { callModel, forgetCalls, lastChatCall, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import type { ModelServer } from "./servers";
import type { Session } from "./session";

/** Milliseconds over the direct call. */
const AIM = 25;

/**
 * From request to first streamed token, one question at a time, minus the same for the call that the platform makes,
 * made directly. The two take turns, so that a busy moment of the machine meets both.
 */
export async function measureFirstToken(
  { session, workflow, model }: { session: Session; workflow: Workflow; model: ModelServer },
  rounds: number,
): Promise<void> {
  const body = await lastChatCall(model);
  const direct: number[] = [];
  const through: number[] = [];
  const started: number[] = [];
  const engine: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const question = workflow.questions[round % workflow.questions.length] ?? "";
    const asked = await ask(session, workflow.id, question);
    if (!isAnswered(asked)) throw new Error(`"${question}" was not answered.`);
    through.push(asked.firstToken ?? NaN);
    started.push(asked.started);
    engine.push(asked.engine ?? NaN);
    direct.push((await timeStream(callModel(model, body))).firstToken);
  }
  await forgetCalls(model);
  report({
    bench: "first-token",
    value: percentile(through, 0.5) - percentile(direct, 0.5),
    unit: "ms over direct",
    p95: percentile(through, 0.95) - percentile(direct, 0.95),
    platformP50: percentile(through, 0.5),
    platformP95: percentile(through, 0.95),
    directP50: percentile(direct, 0.5),
    directP95: percentile(direct, 0.95),
    startP50: percentile(started, 0.5),
    engineP50: percentile(engine, 0.5),
    rounds,
    aim: AIM,
  });
}
