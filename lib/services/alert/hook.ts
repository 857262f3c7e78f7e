import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Vault } from "@/lib/crypto/vault";
import { recordAudit } from "../audit/record";
import type { Call, WorkspaceContext } from "../context";
import { foundCount } from "../not-found";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";
import { progressOf } from "../mail/state";
import { signingSecret } from "./sign";

/** Deliveries that are shown. */
const SHOWN = 5;

export const setAlertHookInput = z.object({
  address: z.url({ protocol: /^https?$/, hostname: /^[^/@]+$/ }).max(2000),
});

const targetSchema = z.object({ address: z.string(), secret: z.string() });
type Target = z.infer<typeof targetSchema>;

/** Where alerts go, by host alone, and how the newest went. */
export async function viewAlertHook({ ctx }: { ctx: WorkspaceContext }) {
  const hook = await ctx.db.alertHook.findUnique({
    where: { workspaceId: ctx.workspace.id },
    select: {
      host: true,
      createdAt: true,
      deliveries: {
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: SHOWN,
        select: { id: true, kind: true, state: true, error: true, createdAt: true },
      },
    },
  });
  if (!hook) return null;
  const { deliveries, ...rest } = hook;
  return {
    ...rest,
    deliveries: deliveries.map(({ state, error, ...row }) => ({
      ...row,
      ...progressOf({ state, error }),
    })),
  };
}

/**
 * Has alerts go to an address from now on, and to no other. Resolves to the secret that they are signed with, which is shown now and
 * never again. What was on its way to another address is dropped.
 */
export async function setAlertHook({
  ctx,
  input: { address },
}: Call<z.infer<typeof setAlertHookInput>>): Promise<{ secret: string }> {
  const workspaceId = ctx.workspace.id;
  const id = randomUUID();
  const { host } = new URL(address);
  const secret = signingSecret(randomBytes(32));
  const sealedTarget = sealTarget(ctx.vault, { address, secret }, { id, workspaceId });
  await ctx.db.$transaction(async (tx) => {
    await tx.alertHook.deleteMany({ where: { workspaceId } });
    await tx.alertHook.create({ data: { id, workspaceId, host, sealedTarget } });
    await recordAudit(tx, ctx, {
      action: "alert.set",
      entity: "alert",
      entityId: id,
      detail: { host },
    });
  });
  return { secret };
}

/** Ends alerts to the address. Throws `alert.not-found`. */
export async function removeAlertHook({ ctx }: { ctx: WorkspaceContext }): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    foundCount("alert", await tx.alertHook.deleteMany({ where: { workspaceId } }));
    await recordAudit(tx, ctx, { action: "alert.remove", entity: "alert", entityId: workspaceId });
  });
}

interface Row {
  readonly id: string;
  readonly workspaceId: string;
}

const sealTarget = (vault: Vault, target: Target, row: Row): string =>
  vault.seal(JSON.stringify(target), sealedPlace(sealedColumns.alertTarget, row));

/** Where to send, and what to sign with. Throws `crypto.unreadable`, `crypto.missing-key`. */
export const openTarget = (vault: Vault, row: Row & { readonly sealedTarget: string }): Target =>
  targetSchema.parse(
    JSON.parse(vault.open(row.sealedTarget, sealedPlace(sealedColumns.alertTarget, row))),
  );
