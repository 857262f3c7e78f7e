import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { formChoices, formLabel, type FormField } from "@/lib/graph/form";
import type { SessionAnswer, VisitorFormField } from "@/lib/publication/protocol";
import { lookOf, takesBatches } from "@/lib/publication/settings";
import type { ServiceContext } from "../context";
import { keepMsOf } from "../conversation-file/reader-node";
import { formOf, takesQuestions } from "../form/form-of";
import { idSchema } from "../inputs";
import { publishedGraph } from "../publication/published-graph";
import { admit, type Admitted } from "./admit";
import type { Caller } from "./caller";
import { checkOrigin } from "./check-origin";
import { exchangesOf } from "./exchanges";
import { findOpenChannel, type OpenChannel } from "./find-publication";
import { countCall } from "./rate";
import { refuse } from "./refuse";
import { signKeepsake, signToken, TOKEN_MS } from "./tokens";

export const sessionRequest = z.strictObject({
  channel: z.enum(["widget", "page", "form"]),
  visitor: z.string().max(2000).optional(),
  conversationId: idSchema.optional(),
  identity: z.string().max(4000).optional(),
  password: z.string().max(200).optional(),
  invitation: z.string().max(200).optional(),
  signIn: z.string().max(200).optional(),
});
export type SessionInput = z.infer<typeof sessionRequest>;

const MINUTE_MS = 60_000;
/** Sessions a minute from one address; an office behind one address is many people. */
const PER_ADDRESS = 120;

interface Start {
  ctx: ServiceContext;
  input: SessionInput & { publicationId: string };
  caller: Caller;
}

/**
 * Lets a visitor in, or on: who they are, which conversation goes on, and a token for the next ten minutes. Throws
 * `visitor.not-found`, `not-live`, `origin-refused`, `password-needed`, `password-wrong`, `sign-in-needed`,
 * `address-needed`, `invitation-needed`, `token-expired` and `token-refused` (of a statement about who it is), `too-many`.
 */
export async function startSession({ ctx, input, caller }: Start): Promise<SessionAnswer> {
  const open = await findOpenChannel(ctx, input);
  const origin = checkOrigin(open.access, caller);
  const perAddress = { key: `visitor:session:${open.id}|${caller.ip}`, points: PER_ADDRESS };
  await countCall(ctx.sql, [{ ...perAddress, windowMs: MINUTE_MS }], "visitor.too-many");
  const graph = await publishedGraph(ctx, open);
  const form = open.access.channel === "form" ? formOf(graph) : null;
  if (open.access.channel === "form" ? form === null : !takesQuestions(graph)) {
    throw refuse("not-live");
  }
  const admitted = await admit(ctx, { open, input, caller });
  const visitorId = await visitorOf(ctx, open, admitted);
  const conversation = await conversationOf(ctx, { open, visitorId, asked: input.conversationId });
  const { id: publication, channel, revision } = open;
  return {
    token: await signToken(ctx.vault, {
      ...{ publication, channel, origin, revision },
      visitor: visitorId,
      conversation: conversation.id,
    }),
    expiresInMs: TOKEN_MS,
    visitor: await signKeepsake(
      ctx.vault,
      { publication, channel, revision, visitor: visitorId },
      { vouched: admitted.identity !== null },
    ),
    look: lookOf(open.look, {
      name: open.workflowName,
      files: keepMsOf(graph) !== null,
      handOver: open.handOverEmail !== null && ctx.mailer !== null,
    }),
    form: form && { fields: form.fields.map(fieldOf), batch: takesBatches(open.access) },
    conversation,
  };
}

function fieldOf(field: FormField): VisitorFormField {
  const { name, type, help, required } = field;
  return { name, type, label: formLabel(field), help, required, choices: formChoices(field) };
}

async function visitorOf(
  { db }: ServiceContext,
  { id: publicationId, workspaceId }: OpenChannel,
  admitted: Admitted,
): Promise<string> {
  const { identity, name, knownId } = admitted;
  const seen = { seenAt: new Date(), ...(name !== null && { name }) };
  if (identity !== null) {
    const row = await db.visitor.upsert({
      where: { publicationId_identity: { publicationId, identity } },
      create: { publicationId, workspaceId, identity, ...seen },
      update: seen,
      select: { id: true },
    });
    return row.id;
  }
  if (knownId !== null) {
    const where = { id: knownId, publicationId, identity: null };
    const { count } = await db.visitor.updateMany({ where, data: seen });
    if (count > 0) return knownId;
  }
  const row = await db.visitor.create({
    data: { publicationId, workspaceId },
    select: { id: true },
  });
  return row.id;
}

/** The conversation to go on with where it is the visitor's, through this channel; else a new one. */
async function conversationOf(
  ctx: ServiceContext,
  { open, visitorId, asked }: { open: OpenChannel; visitorId: string; asked: string | undefined },
): Promise<SessionAnswer["conversation"]> {
  const { id: publicationId, workspaceId, channel } = open;
  const row =
    asked === undefined
      ? null
      : await ctx.db.conversation.findFirst({
          where: { id: asked, visitorId, publicationId, workspaceId, channel },
          select: { id: true },
        });
  if (!row) return { id: randomUUID(), exchanges: [] };
  return { id: row.id, exchanges: await exchangesOf(ctx, { id: row.id, workspaceId }) };
}
