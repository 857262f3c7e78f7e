import "server-only";
import type { z } from "zod";
import type { Tx, WorkspaceContext } from "../context";
import { storedErrorSchema } from "../document/state";

const errorSchema = storedErrorSchema.nullable().default(null);

/** How a mail went so far. */
export interface MailProgress {
  readonly state: "queued" | "sent" | "failed";
  /** Of the last try; also while it is tried again. */
  readonly error: z.output<typeof errorSchema>;
}

export function progressOf(row: { state: MailProgress["state"]; error: unknown }): MailProgress {
  return { state: row.state, error: errorSchema.parse(row.error) };
}

/** How the newest mail about each of these went; those that none was sent about are not there. */
export async function newestMails(
  db: Pick<Tx, "mail">,
  { workspace }: Pick<WorkspaceContext, "workspace">,
  about: readonly string[],
): Promise<ReadonlyMap<string, MailProgress>> {
  const rows = await db.mail.findMany({
    where: { workspaceId: workspace.id, about: { in: [...about] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { about: true, state: true, error: true },
  });
  return new Map(rows.flatMap((row) => (row.about === null ? [] : [[row.about, progressOf(row)]])));
}
