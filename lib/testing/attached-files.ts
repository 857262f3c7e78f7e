import { Readable } from "node:stream";
import { attachFile } from "@/lib/services/conversation-file/attach";
import type { WorkspaceContext } from "@/lib/services/context";
import { followRun } from "@/lib/services/run/events";
import { startRun } from "@/lib/services/run/start";
import type { RunEvent } from "@/lib/graph/run-events";
import { foldRunEvents, type RunState } from "@/lib/graph/run-state";

/** Attaches a text as a file, as the chat does. */
export function attachText(
  ctx: WorkspaceContext,
  file: { workflowId: string; conversationId?: string; name: string; text: string },
) {
  const { text, ...input } = file;
  return attachFile({
    ctx,
    input: { ...input, mimeType: "text/plain" },
    body: Readable.from([Buffer.from(text)]),
    signal: new AbortController().signal,
  });
}

/** Asks and waits for the end; returns all that the run told. */
export async function askToEnd(
  ctx: WorkspaceContext,
  input: { workflowId: string; conversationId?: string; question: string },
): Promise<RunState & { conversationId: string }> {
  const { runId, conversationId } = await startRun({ ctx, input });
  const events: RunEvent[] = [];
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) {
    events.push(event);
  }
  return { ...foldRunEvents(events), conversationId };
}
