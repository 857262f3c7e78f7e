import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { BUILT_IN_MODEL } from "@/lib/providers/built-in/definition";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import type { Named } from "../inputs";
import { findModelPolicy } from "../model-policy/get";
import { DEFAULT_CHUNKING } from "@/lib/knowledge/ingestion/chunking/chunking";

/** Makes an empty store with the embedding that new ones start with, ready to be searched. */
export async function createStore({ ctx, input }: Call<Named>) {
  return ctx.db.$transaction((tx) => insertStore(tx, ctx, input.name));
}

/** The rows and the index of a new store, within the caller's transaction. */
export async function insertStore(tx: Tx, ctx: WorkspaceContext, name: string) {
  const workspaceId = ctx.workspace.id;
  const { defaults } = await findModelPolicy(tx, workspaceId);
  const store = await tx.store.create({ data: { workspaceId, name }, select: { id: true } });
  const index = await tx.storeIndex.create({
    data: {
      workspaceId,
      storeId: store.id,
      ...(defaults.embedding ?? { model: BUILT_IN_MODEL }),
      chunking: { ...DEFAULT_CHUNKING },
      state: "active",
    },
    select: { id: true },
  });
  await createPassageStore(sqlPort(tx)).ensureIndex(index.id);
  await tx.store.update({ where: { id: store.id }, data: { activeIndexId: index.id } });
  await recordAudit(tx, ctx, {
    action: "store.create",
    entity: "store",
    entityId: store.id,
    detail: { name },
  });
  return store;
}
