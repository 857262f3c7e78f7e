import "server-only";
import Papa from "papaparse";
import { messageSchema } from "@/lib/graph/values";
import type { Call } from "../context";
import { listAll, type ListAll } from "./list";

/** At most this many conversations go into one file. */
const MOST = 500;

/**
 * The conversations that {@link listAll} finds as CSV, an exchange a line with its sources. Throws `workflow.not-found`.
 */
export async function exportConversations({ ctx, input }: Call<ListAll>): Promise<string> {
  const workspaceId = ctx.workspace.id;
  const { items } = await listAll({ ctx, input: { ...input, limit: MOST, cursor: undefined } });
  const runs = await ctx.db.run.findMany({
    where: { workspaceId, conversationId: { in: items.map(({ id }) => id) } },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    include: { feedback: true },
  });
  const lines = items.flatMap((item) =>
    runs
      .filter((run) => run.conversationId === item.id)
      .map((run) => {
        const output = run.output === null ? null : messageSchema.parse(run.output);
        return {
          conversation: item.id,
          channel: item.channel ?? "editor",
          asker: item.asker ?? "",
          askedAt: run.startedAt.toISOString(),
          question: run.question,
          outcome: output?.outcome ?? run.status,
          answer: output?.text ?? "",
          sources: output?.citations.map((one) => one.documentName).join("; ") ?? "",
          unverified: output?.unsupported?.length ?? 0,
          feedback: run.feedback?.value ?? "",
          comment: run.feedback?.comment ?? "",
        };
      }),
  );
  // What people asked is their own: none may begin a formula in whoever opens the file.
  return Papa.unparse(lines, { escapeFormulae: true });
}
