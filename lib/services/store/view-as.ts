import "server-only";
import type { z } from "zod";
import type { Passage } from "@/lib/graph/values";
import { followed, mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import { recordAudit } from "../audit/record";
import type { Call, WorkspaceContext } from "../context";
import { readableIds } from "../document/readable";
import { idSchema } from "../inputs";
import { searchKnowledge, type KnowledgeQuery } from "../knowledge/search";
import { found } from "../not-found";
import { searchStoreInput } from "./search";

export const viewAsInput = searchStoreInput.extend({
  /** A member; null for anybody, as visitors are. */
  userId: idSchema.nullable(),
});
type ViewAs = Call<z.infer<typeof viewAsInput>> & { signal: AbortSignal | undefined };

/** Why a passage that the caller finds is not among theirs. */
export type WhyNot = "not-confirmed" | "address" | "not-a-reader" | "outranked";

export interface SeenPassage {
  id: string;
  /** They find it, in this place from 1; null: they don't. */
  place: number | null;
  /** Null where the caller may not read it: that they find it is all that is told. */
  passage: Pick<Passage, "documentId" | "documentName" | "headings" | "page" | "text"> | null;
  /** Null where they find it. */
  whyNot: WhyNot | null;
}

/** How many documents of the store somebody may read, and why not the others. */
export interface ReadableCounts {
  all: number;
  readable: number;
  /** Of sources whose permissions could not be followed lately: nobody may. */
  notFollowed: number;
  /** Who may read them could not be told: nobody may. */
  unknown: number;
}

/** With whose eyes a store is searched, and from which sources; null: from all that are linked. */
export interface Seeing
  extends z.infer<typeof viewAsInput>, Pick<KnowledgeQuery, "filters" | "distinct"> {
  readonly sourceIds: readonly string[] | null;
}

/**
 * What somebody else finds in a store, by the same query, beside what the caller finds. Text that the caller may not read stays
 * hidden from them. It is noted who looked at whom. Throws `store.not-found`, `member.not-found`.
 */
export async function viewAs({ ctx, input, signal }: ViewAs) {
  const seen = await seeAs(ctx, { ...input, sourceIds: null }, signal);
  await recordAudit(ctx.db, ctx, {
    action: "store.view-as",
    entity: "store",
    entityId: input.id,
    detail: { person: seen.person?.name ?? null },
  });
  return seen;
}

/** As {@link viewAs}, which notes it. */
export async function seeAs(
  ctx: WorkspaceContext,
  { id: storeId, userId, sourceIds, ...asked }: Seeing,
  signal: AbortSignal | undefined,
) {
  const person = userId === null ? null : await findPerson(ctx, userId);
  const search = { ...asked, storeId, signal: signal ?? new AbortController().signal };
  const [theirs, yours, documents] = await Promise.all([
    searchKnowledge(ctx, { ...search, reader: userId, sourceIds }),
    searchKnowledge(ctx, { ...search, reader: ctx.actor.userId }),
    countReadable(ctx, { storeId, userId, sourceIds }),
  ]);
  const workspaceId = ctx.workspace.id;
  const ids = [...theirs, ...yours].map(({ documentId }) => documentId);
  const [readable, known, silent] = await Promise.all([
    readableIds(ctx.sql, { workspaceId, userId, ids }),
    readableIds(ctx.sql, { workspaceId, userId: ctx.actor.userId, ids }),
    silentIds(ctx, { ids, sourceIds }),
  ]);
  const missing = yours.filter(({ id }) => theirs.every((one) => one.id !== id));
  const passages: SeenPassage[] = [
    ...theirs.map((passage, at) => ({
      id: passage.id,
      place: at + 1,
      passage: known.has(passage.documentId) ? shown(passage) : null,
      whyNot: null,
    })),
    ...missing.map((passage) => ({
      id: passage.id,
      place: null,
      passage: shown(passage),
      whyNot: silent.has(passage.documentId)
        ? ("not-confirmed" as const)
        : readable.has(passage.documentId)
          ? ("outranked" as const)
          : person && !person.confirmed
            ? ("address" as const)
            : ("not-a-reader" as const),
    })),
  ];
  return { person, documents, passages };
}

function shown({ documentId, documentName, headings, page, text }: Passage) {
  return { documentId, documentName, headings, page, text };
}

/** Those of other sources than these. */
async function silentIds(
  ctx: WorkspaceContext,
  { ids, sourceIds }: { ids: readonly string[] } & Pick<Seeing, "sourceIds">,
): Promise<ReadonlySet<string>> {
  if (sourceIds === null) return new Set();
  const rows = await ctx.db.document.findMany({
    where: {
      id: { in: [...ids] },
      workspaceId: ctx.workspace.id,
      sourceId: { notIn: [...sourceIds] },
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

async function findPerson(ctx: WorkspaceContext, userId: string) {
  const { user, addressConfirmedAt } = found(
    "member",
    await ctx.db.membership.findFirst({
      where: { workspaceId: ctx.workspace.id, userId },
      select: { addressConfirmedAt: true, user: { select: { name: true, email: true } } },
    }),
  );
  return { ...user, confirmed: addressConfirmedAt !== null };
}

const COUNTS = `
  with recursive ${readerPrincipals("$3::text")}
  select count(*)::integer as all, (count(*) filter (
      where ${mayRead()} and ($4::text[] is null or d."sourceId" = any ($4::text[]))))::integer as readable,
    (count(*) filter (where source."respectsPermissions" and not coalesce(${followed("source")}, false)))::integer as "notFollowed",
    (count(*) filter (where ${followed("source")} and not d."readersKnown"))::integer as unknown
  from "Document" d join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1
  where d."workspaceId" = $1 and d."deletedAt" is null and source."deletedAt" is null and exists (
    select from "StoreSource" link where link."sourceId" = source.id and link."storeId" = $2 and link."workspaceId" = $1)`;

async function countReadable(
  ctx: WorkspaceContext,
  { storeId, userId, sourceIds }: { storeId: string } & Pick<Seeing, "userId" | "sourceIds">,
): Promise<ReadableCounts> {
  const params = [ctx.workspace.id, storeId, userId, sourceIds];
  const [row] = await ctx.sql.query<ReadableCounts>(COUNTS, params);
  return row ?? { all: 0, readable: 0, notFollowed: 0, unknown: 0 };
}
