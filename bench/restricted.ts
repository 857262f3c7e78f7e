/**
 * Time of one hybrid search over a source that respects permissions, beside the same search without: documents of a few pages,
 * each for some people and groups, 500 groups of 100 members, some inside others. By turns in one run, for people who may read all, a tenth
 * and a hundredth of the documents.
 */
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { keepUp } from "@/lib/services/health/keep-up";
import { corpus, questions, type CorpusDocument } from "./corpus";
import { openBenchStore } from "./filled-store";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

const LIMIT = 8;
/** Sentences of a document: about eight passages. */
const SENTENCES = 60;
const TURNS = 5;
const AIM = 1.5;
/** Percent of the documents that somebody may read. */
const SHARES = [100, 10, 1] as const;

const { quick, passages: wanted = 50_000 } = benchOptions();
const counts = quick ? { rounds: 2, warmUp: 1 } : { rounds: 40, warmUp: 10 };
const asked = questions(counts.rounds + counts.warmUp);
const { signal } = new AbortController();
const embedder = builtInRuntime.embeddings();

const store = await openBenchStore();
const { ctx, sourceId, storeId, indexId } = store;
const workspaceId = ctx.workspace.id;
const { userId } = ctx.actor;
try {
  const { passages } = await store.fill(short(corpus(quick ? 100 : wanted)));
  const documents = await ctx.db.document.count({ where: { sourceId } });
  await fillGroups();
  for (const share of SHARES) {
    await fillReaders(share);
    await keepUp(ctx.sql);
    await measure({ passages, documents, share });
  }
} finally {
  await store.close();
}

function short(documents: readonly CorpusDocument[]): CorpusDocument[] {
  return documents.flatMap(({ title, text }) => {
    const sentences = text.split(/(?<=\.) /);
    const parts = Math.ceil(sentences.length / SENTENCES);
    return Array.from({ length: parts }, (_, part) => ({
      title: `${title} ${String(part)}`,
      text: sentences.slice(part * SENTENCES, (part + 1) * SENTENCES).join(" "),
    }));
  });
}

/** Who asks is in groups 1 to 20 and, through those, in 21 to 40. */
async function fillGroups(): Promise<void> {
  const { email } = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  const confirmed = { addressConfirmedAt: new Date() };
  await ctx.db.membership.updateMany({ where: { workspaceId, userId }, data: confirmed });
  const { id: connectionId } = await ctx.db.sourceConnection.create({
    data: { workspaceId, type: "sharepoint", name: "Company files", settings: {} },
  });
  await ctx.sql.query(
    `insert into "SourceGroupMember" ("connectionId", "workspaceId", "group", member)
     select $1, $2, 'group:' || g, 'user:person' || (g * 37 + m) % 5000 || '@example.com'
     from generate_series(1, 500) g, generate_series(1, 100) m
     union all select $1, $2, 'group:' || g, $3 from generate_series(1, 20) g
     union all select $1, $2, 'group:' || g, 'group:' || g - 20 from generate_series(21, 40) g`,
    [connectionId, workspaceId, `user:${email}`],
  );
}

/** Each document is for a person and six groups, so many percent of them also for a group of who asks. */
async function fillReaders(share: number): Promise<void> {
  await ctx.sql.query(
    `update "Document" d set "readersKnown" = true, readers = array['user:person' || number % 5000 || '@example.com']
       || array(select 'group:' || 41 + (number * 7 + g * 61) % 459 from generate_series(1, 6) g)
       || case when number % 100 < $3 then array['group:' || 21 + number % 20] else '{}' end
     from (select id, (row_number() over (order by id))::integer as number from "Document"
       where "workspaceId" = $1 and "sourceId" = $2) numbered where numbered.id = d.id`,
    [workspaceId, sourceId, share],
  );
}

async function measure(facts: { passages: number; documents: number; share: number }) {
  const times = { open: [] as number[], restricted: [] as number[] };
  for (let turn = 0; turn < (quick ? 1 : TURNS); turn += 1) {
    for (const restricted of [false, true]) {
      await ctx.db.source.update({
        where: { id: sourceId },
        data: { respectsPermissions: restricted, permissionsReadAt: new Date() },
      });
      times[restricted ? "restricted" : "open"].push(
        ...(await timesOf(counts, (round) => search(asked[round] ?? "", restricted))),
      );
    }
  }
  const [open, restricted] = [percentile(times.open, 0.5), percentile(times.restricted, 0.5)];
  report({
    bench: "restricted",
    value: restricted,
    unit: "ms",
    p95: percentile(times.restricted, 0.95),
    open,
    openP95: percentile(times.open, 0.95),
    ratio: restricted / open,
    aim: AIM,
    ...facts,
  });
}

async function search(query: string, restricted: boolean): Promise<void> {
  const found = await searchPassages({
    store: createPassageStore(ctx.sql),
    ...{ embedder, indexId, storeId, workspaceId, signal, query, restricted },
    limit: LIMIT,
    reader: userId,
  });
  if (found.length === 0) throw new Error(`Nothing was found for "${query}".`);
}
