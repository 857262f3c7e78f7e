import "server-only";
import { z } from "zod";
import { hashPassword } from "@/lib/crypto/password";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext, Tx } from "../context";
import { emailSchema, nameSchema, passwordSchema } from "../inputs";
import { acceptInvitation } from "../invitation/accept";
import { insertWorkspace } from "../workspace/create";
import { isUniqueViolation } from "../unique-violation";

export const registerInput = z.object({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  /** Names the workspace of the first person. */
  company: nameSchema.optional(),
  invitation: z.string().min(1).max(200).optional(),
});
type RegisterInput = z.infer<typeof registerInput>;

/** Any number, the same in every process: first registrations wait for each other. */
const FIRST_RUN_LOCK = 7_301_001;

/**
 * Makes an account. The first one of an installation owns a new workspace, into which a job loads the sample;
 * later ones need an invitation. Throws `account.closed`, `account.email-taken`, `invitation.invalid`.
 */
export async function registerAccount(args: { ctx: ServiceContext; input: RegisterInput }) {
  const { ctx, input } = args;
  const passwordHash = await hashPassword(input.password);
  try {
    return await ctx.db.$transaction(async (tx) => {
      const workspace = input.invitation
        ? await joinByInvitation(tx, { ...input, token: input.invitation, passwordHash })
        : await foundInstallation(tx, ctx, { ...input, passwordHash });
      return { workspace: workspace.slug };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("account.email-taken", "conflict");
    throw error;
  }
}

type NewUser = RegisterInput & { passwordHash: string };

async function joinByInvitation(tx: Tx, input: NewUser & { token: string }) {
  const user = await insertUser(tx, input);
  return acceptInvitation(tx, { token: input.token, user });
}

async function foundInstallation(tx: Tx, ctx: ServiceContext, input: NewUser) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_RUN_LOCK})`;
  if ((await tx.user.count({ take: 1 })) > 0) throw new AppError("account.closed", "forbidden");
  const user = await insertUser(tx, input);
  const workspace = await insertWorkspace(tx, {
    name: input.company ?? workspaceNameFor(input.name),
    ownerId: user.id,
  });
  await ctx.jobs.enqueue(tx, "load-sample", { workspaceId: workspace.id, userId: user.id });
  return workspace;
}

/** "Ada Lovelace" → "Ada’s workspace"; a first name that can be changed in the settings. */
function workspaceNameFor(person: string): string {
  return `${person.split(/\s+/)[0] ?? person}’s workspace`;
}

async function insertUser(tx: Tx, { name, email, passwordHash }: NewUser) {
  return tx.user.create({
    data: { name, email, passwordHash },
    select: { id: true, email: true },
  });
}
