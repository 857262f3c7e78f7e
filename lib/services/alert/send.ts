import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { writeJson } from "@/lib/db/json";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { allowedBy } from "@/lib/net/allow-list";
import type { WorkspaceScope } from "../context";
import { openTarget } from "./hook";
import { signatureHeaders } from "./sign";

interface SendAlert {
  readonly ctx: WorkspaceScope;
  readonly input: { readonly deliveryId: string };
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 15_000;
const LARGEST_ANSWER = 64 * 2 ** 10;
/** Deliveries of a hook that are kept. */
const KEPT = 30;
/** The receiver says that it is gone for good. */
const GONE = 410;

/**
 * Sends an alert to its address, through the guard; one that was sent, given up or whose address was taken away is left alone. Throws
 * `alert.refused`, `outbound.…`, which are tried again.
 */
export async function sendAlert({ ctx, input: { deliveryId: id }, signal }: SendAlert) {
  const workspaceId = ctx.workspace.id;
  const delivery = await ctx.db.alertDelivery.findFirst({
    where: { id, workspaceId, state: "queued" },
    select: { kind: true, message: true, createdAt: true, hook: { omit: { sealedTarget: false } } },
  });
  if (!delivery) return;
  const { kind, createdAt, hook } = delivery;
  const said = { type: kind, timestamp: createdAt.toISOString(), ...(delivery.message as object) };
  try {
    await post(ctx, openTarget(ctx.vault, hook), { id, body: JSON.stringify(said), signal });
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error)) {
      const { code, params } = error;
      await ctx.db.alertDelivery.updateMany({
        where: { id, workspaceId, state: "queued" },
        data: { error: writeJson({ code, params }) },
      });
    }
    throw error;
  }
  await end(ctx, id, { state: "sent", error: Prisma.DbNull });
  await ctx.sql.query(
    `delete from "AlertDelivery" where "hookId" = $1 and state <> 'queued' and id in (
       select id from "AlertDelivery" where "hookId" = $1 order by "createdAt" desc, id offset $2)`,
    [hook.id, KEPT],
  );
}

async function post(
  ctx: WorkspaceScope,
  { address, secret }: { address: string; secret: string },
  { id, body, signal }: { id: string; body: string; signal: AbortSignal },
): Promise<void> {
  const hosts = await ctx.db.allowedHost.findMany({
    where: { workspaceId: ctx.workspace.id },
    select: { host: true, port: true },
  });
  const response = await ctx.outbound.allowing(allowedBy(hosts)).fetch(address, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Groundwork",
      ...signatureHeaders(secret, { id, body, now: new Date() }),
    },
    body,
    redirect: "manual",
    signal,
    timeoutMs: TIMEOUT_MS,
    maxBytes: LARGEST_ANSWER,
  });
  await response.body?.cancel();
  if (response.ok) return;
  const { status } = response;
  throw new AppError("alert.refused", "unavailable", {
    params: { host: new URL(address).hostname, status },
    retryable: status !== GONE,
  });
}

/** Notes that an alert won't arrive. */
export async function giveUpAlert(
  ctx: WorkspaceScope,
  { deliveryId, error }: { deliveryId: string; error: { code: string; params: object } },
): Promise<void> {
  await end(ctx, deliveryId, { state: "failed", error: writeJson(error) });
}

async function end(
  { db, workspace }: WorkspaceScope,
  id: string,
  data: Pick<Prisma.AlertDeliveryUpdateManyMutationInput, "state" | "error">,
): Promise<void> {
  await db.alertDelivery.updateMany({
    where: { id, workspaceId: workspace.id, state: "queued" },
    data: { ...data, message: Prisma.DbNull, endedAt: new Date() },
  });
}
