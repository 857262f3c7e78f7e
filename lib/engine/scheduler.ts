import type { ExecutableGraph } from "@/lib/graph/executable";
import type { SkipReason } from "@/lib/graph/run-events";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { NO_OUTPUTS } from "./outputs";
import type { Run } from "./run";
import type { RunnableNode, RunValues } from "./run-values";
import { settleNode } from "./settle-node";

/**
 * Starts every node as soon as all it waits for is settled; each settles exactly once. `settleAll` never rejects:
 * what went wrong is in `run.stopped`.
 */
export class Scheduler {
  private readonly waitingFor = new Map<string, number>();
  private running = 0;
  private finish: () => void = () => undefined;

  constructor(
    private readonly run: Run,
    private readonly graph: ExecutableGraph<AnyNodeDefinition>,
    private readonly values: RunValues,
  ) {}

  async settleAll(): Promise<void> {
    const done = new Promise<void>((resolve) => (this.finish = resolve));
    for (const [id, { plan }] of this.graph.nodes) this.waitingFor.set(id, plan.after.length);
    this.proceed([...this.graph.nodes.values()].filter(({ plan }) => plan.after.length === 0));
    await done;
    for (const id of this.graph.nodes.keys()) {
      if (!this.values.isSettled(id)) this.skip(id, "run-ended");
    }
  }

  /** Starts or skips what is ready. Skipping makes more ready, which joins the end of the list. */
  private proceed(ready: RunnableNode[]): void {
    for (const node of ready) {
      if (this.run.stopped !== undefined) break;
      const reason = this.reasonToSkip(node);
      if (reason === undefined) void this.start(node);
      else {
        this.skip(node.node.id, reason);
        ready.push(...this.release(node));
      }
    }
    if (this.running === 0) this.finish();
  }

  private async start(node: RunnableNode): Promise<void> {
    this.running += 1;
    const outputs = await settleNode(this.run, this.values, node);
    this.values.settle(node.node.id, outputs);
    this.running -= 1;
    this.proceed(this.release(node));
  }

  /** The nodes for which this was the last they waited for. */
  private release({ plan }: RunnableNode): RunnableNode[] {
    return plan.before.flatMap((id) => {
      const left = (this.waitingFor.get(id) ?? 0) - 1;
      this.waitingFor.set(id, left);
      const next = this.graph.nodes.get(id);
      return left === 0 && next !== undefined ? [next] : [];
    });
  }

  /**
   * Every port that is wired needs a live edge. So an optional port may be left unwired, but once it's wired to a
   * branch the node belongs to that branch: a model never answers without the passages it was to answer from.
   */
  private reasonToSkip({ plan }: RunnableNode): SkipReason | undefined {
    if (plan.standing) return "standing";
    const live = new Set<string>();
    for (const edge of plan.incoming) if (this.values.isLive(edge)) live.add(edge.targetPort);
    return plan.incoming.every((edge) => live.has(edge.targetPort)) ? undefined : "not-reached";
  }

  private skip(id: string, reason: SkipReason): void {
    this.values.settle(id, NO_OUTPUTS);
    this.run.emit({ type: "node.skipped", nodeId: id, reason });
  }
}
