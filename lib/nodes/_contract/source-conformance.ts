import { expect, it } from "vitest";
import { testContext } from "@/lib/testing/test-context";
import type { NodeExecutor } from "./executor";

/** What every node for a source does. */
export function describeSourceNode(executor: NodeExecutor): void {
  const document = { id: "document-1", name: "Handbook.pdf", state: "ready" };
  const knowledge = {
    search: async () => [],
    documents: async ({ sourceId }: { sourceId: string }) =>
      sourceId === "source-1" ? [document] : [],
  };
  const run = (sourceId: string | null) =>
    executor.execute({ params: { sourceId }, inputs: {}, ctx: testContext({ knowledge }) });

  it("lists the documents of its source", async () => {
    expect(await run("source-1")).toEqual({ documents: [document] });
  });

  it("lists nothing while no source is chosen", async () => {
    expect(await run(null)).toEqual({ documents: [] });
  });
}
