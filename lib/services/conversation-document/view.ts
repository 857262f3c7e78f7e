import "server-only";
import type { z } from "zod";
import { mayWrite } from "@/lib/connectors/_contract/writing";
import { connectorCatalog, isConnectorType, type ConnectorType } from "@/lib/connectors/catalog";
import type { ConnectorDefinition } from "@/lib/connectors/_contract/definition";
import type { byConversation } from "../conversation/delete";
import type { Call } from "../context";
import { settingsSchema } from "../source-connection/open";
import { conversationToSave } from "./saved";

interface Row {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly account: string | null;
  readonly settings: unknown;
}

/** What can be written through a connection and into whose account; null where nothing can be written at its kind of source. */
function targetOf({ id, type, name, account, settings }: Row) {
  if (!isConnectorType(type)) return null;
  const { messages }: ConnectorDefinition = connectorCatalog[type];
  if (messages.en.documents === undefined) return null;
  const values = settingsSchema.parse(settings);
  return {
    connectionId: id,
    name,
    /** What is made there, such as "Google Docs". */
    documents: messages.en.documents,
    service: messages.en.label,
    /** Whose it will be, as far as a test said. */
    account: account ?? values.person ?? null,
    writes: mayWrite(values),
  };
}

/**
 * Where a conversation can be saved and where it was, with how much of it is not there yet. Throws `conversation.not-found`.
 */
export async function viewConversationDocument({
  ctx,
  input,
}: Call<z.infer<typeof byConversation>>) {
  const { restricted, conversation, document } = await conversationToSave(
    ctx,
    input.conversationId,
  );
  const rows = await ctx.db.sourceConnection.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null, type: { in: writers() } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const runIds = new Set(document?.runIds);
  const unsaved = conversation.exchanges.filter(({ runId }) => !runIds.has(runId)).length;
  return {
    /** It was answered from documents that not everybody may read: it stays here. */
    restricted,
    /** Exchanges that are over, and those of them that are not in the document. */
    exchanges: conversation.exchanges.length,
    unsaved,
    targets: rows.flatMap((row) => targetOf(row) ?? []),
    saved: document && savedIn(document),
  };
}

interface Saved {
  readonly documentId: string | null;
  readonly url: string | null;
  readonly savedAt: Date | null;
  readonly connection: Row;
}

function savedIn({ documentId, url, savedAt, connection }: Saved) {
  const target = targetOf(connection);
  if (!target || documentId === null || url === null) return null;
  const { connectionId, documents, service, account } = target;
  return { documentId, url, savedAt, connectionId, documents, service, account };
}

function writers(): ConnectorType[] {
  const all: readonly (ConnectorDefinition & { readonly type: ConnectorType })[] =
    Object.values(connectorCatalog);
  return all.flatMap(({ type, abilities }) => (abilities.writes ? [type] : []));
}
