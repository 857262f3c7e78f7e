import "server-only";
import { hashSecret } from "@/lib/crypto/secret";
import { verifyPassword } from "@/lib/crypto/password";
import { isHosted } from "@/lib/publication/settings";
import { findSessionUser } from "../account/find-session-user";
import type { ServiceContext, SignedInUser } from "../context";
import type { Caller } from "./caller";
import type { OpenChannel } from "./find-publication";
import { readIdentity } from "./identity";
import { countCall } from "./rate";
import { refuse } from "./refuse";
import type { SessionInput } from "./start-session";
import { readKeepsake, type KeepsakeClaims } from "./tokens";

export interface Admitted {
  /** Whom somebody vouches for, as `Visitor.identity`. */
  readonly identity: string | null;
  readonly name: string | null;
  /** The visitor that a nameless browser was before. */
  readonly knownId: string | null;
}

interface Admission {
  open: OpenChannel;
  input: SessionInput;
  caller: Caller;
}

/** Decides whether somebody may come in, and as whom. Throws as startSession does. */
export async function admit(ctx: ServiceContext, admission: Admission): Promise<Admitted> {
  const { open, input } = admission;
  const kept = await readKeepsake(ctx.vault, input.visitor, open.id);
  if (isHosted(open.access)) return admitToPage(ctx, { ...admission, kept });
  if (input.identity !== undefined) {
    return { ...(await readIdentity(ctx, open, input.identity)), knownId: null };
  }
  const before = kept && (await identityOf(ctx, open, kept));
  if (before?.startsWith("host|")) return { identity: before, name: null, knownId: null };
  if (open.access.channel === "widget" && open.access.identified) throw refuse("sign-in-needed");
  return nameless(kept);
}

type PageAdmission = Admission & { kept: KeepsakeClaims | null };

async function admitToPage(ctx: ServiceContext, admission: PageAdmission): Promise<Admitted> {
  const { open, kept } = admission;
  const who = isHosted(open.access) ? open.access.who : "nobody";
  switch (who) {
    case "link":
      return nameless(kept);
    case "password":
      await checkPassword(ctx, admission);
      return nameless(kept);
    case "members": {
      const user = await userOf(ctx, admission.caller);
      const where = { workspaceId: open.workspaceId, userId: user?.id ?? "" };
      if (!user || (await ctx.db.membership.count({ where })) === 0) throw refuse("sign-in-needed");
      return { identity: `member|${user.id}`, name: user.name, knownId: null };
    }
    case "invited":
      return admitInvited(ctx, admission);
    case "nobody":
      throw refuse("not-live");
  }
}

/** A browser that gave it before needs not give it again, until something about the access changes. */
async function checkPassword(ctx: ServiceContext, admission: PageAdmission): Promise<void> {
  const { open, input, caller, kept } = admission;
  if (kept?.channel === open.channel && kept.revision === open.revision) return;
  if (input.password === undefined) throw refuse("password-needed");
  const limits = [
    { key: `visitor:password:${open.id}|${caller.ip}`, points: 10, windowMs: 15 * 60_000 },
    { key: `visitor:password:${open.id}`, points: 200, windowMs: 15 * 60_000 },
  ];
  await countCall(ctx.sql, limits, "visitor.too-many");
  if (!(await verifyPassword(input.password, open.passwordHash))) throw refuse("password-wrong");
}

/** With the link of the invitation, as the person signed in under its address, or as somebody who was let in before. */
async function admitInvited(ctx: ServiceContext, admission: PageAdmission): Promise<Admitted> {
  const { open, input, caller, kept } = admission;
  const before = kept && (await identityOf(ctx, open, kept));
  const email = before?.startsWith("invited|") ? before.slice("invited|".length) : undefined;
  const user = await userOf(ctx, caller);
  const mailed = input.signIn === undefined ? null : await takeSignIn(ctx, open, input.signIn);
  const given = [
    ...(input.invitation === undefined ? [] : [{ tokenHash: hashSecret(input.invitation) }]),
    ...(email === undefined ? [] : [{ email }]),
    ...(mailed === null ? [] : [{ id: mailed }]),
    ...(user ? [{ email: user.email }] : []),
  ];
  const invitation =
    given.length === 0
      ? null
      : await ctx.db.publicationInvitation.findFirst({
          where: { publicationId: open.id, expiresAt: { gt: new Date() }, OR: given },
          select: { id: true, email: true },
        });
  if (!invitation) throw refuse(ctx.mailer ? "address-needed" : "invitation-needed");
  await ctx.db.publicationInvitation.updateMany({
    where: { id: invitation.id, usedAt: null },
    data: { usedAt: new Date() },
  });
  return { identity: `invited|${invitation.email}`, name: invitation.email, knownId: null };
}

/** The invitation that a mailed way in belongs to, which works once; null for any other. */
async function takeSignIn(
  { db }: ServiceContext,
  { id: publicationId }: OpenChannel,
  token: string,
): Promise<string | null> {
  const signInHash = hashSecret(token);
  const where = { publicationId, signInHash, signInUntil: { gt: new Date() } };
  const row = await db.publicationInvitation.findFirst({ where, select: { id: true } });
  const { count } = await db.publicationInvitation.updateMany({
    where,
    data: { signInHash: null, signInUntil: null },
  });
  return count > 0 ? (row?.id ?? null) : null;
}

async function userOf(ctx: ServiceContext, caller: Caller): Promise<SignedInUser | null> {
  const session = caller.ownPage ? await caller.session() : null;
  return session && findSessionUser({ ctx, input: session });
}

async function identityOf(
  { db }: ServiceContext,
  { id: publicationId }: OpenChannel,
  { visitor }: KeepsakeClaims,
): Promise<string | null> {
  const row = await db.visitor.findFirst({
    where: { id: visitor, publicationId },
    select: { identity: true },
  });
  return row?.identity ?? null;
}

function nameless(kept: KeepsakeClaims | null): Admitted {
  return { identity: null, name: null, knownId: kept?.visitor ?? null };
}
