import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { writeJson } from "@/lib/db/json";
import { ABILITY_FOR, PURPOSES, type Purpose } from "@/lib/nodes/_contract/starting-models";
import { isProviderType, needsNoConnection, providerCatalog } from "@/lib/providers/catalog";
import { recordAudit } from "../audit/record";
import { findConnection } from "../connection/find";
import type { Call, Tx, WorkspaceContext } from "../context";
import { modelPolicySchema, refusalOf, type ModelPolicy } from "./policy";

export const setModelPolicyInput = z.object({ policy: modelPolicySchema });

/**
 * Replaces the rules of the workspace; they hold from the next call of a model. Throws `connection.unknown-provider`,
 * `connection.not-found`, `model-policy.default-forbidden` and `model-policy.default-unable` for a default that could not be used.
 */
export async function setModelPolicy({
  ctx,
  input: { policy },
}: Call<z.infer<typeof setModelPolicyInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    await check(tx, ctx, policy);
    const data = {
      providers: writeJson(policy.providers),
      models: policy.models,
      defaults: policy.defaults,
    };
    await tx.modelPolicy.upsert({
      where: { workspaceId },
      create: { workspaceId, ...data },
      update: data,
    });
    await recordAudit(tx, ctx, {
      action: "model-policy.set",
      entity: "model-policy",
      entityId: workspaceId,
      detail: auditDetail(policy),
    });
  });
}

async function check(tx: Tx, ctx: WorkspaceContext, policy: ModelPolicy): Promise<void> {
  const unknown = policy.providers?.find((type) => !isProviderType(type));
  if (unknown !== undefined) {
    throw new AppError("connection.unknown-provider", "bad-request", {
      params: { provider: unknown },
    });
  }
  for (const id of Object.keys(policy.models)) await findConnection(tx, ctx, id);
  for (const purpose of PURPOSES) await checkDefault(tx, ctx, { policy, purpose });
}

async function checkDefault(
  tx: Tx,
  ctx: WorkspaceContext,
  { policy, purpose }: { policy: ModelPolicy; purpose: Purpose },
): Promise<void> {
  const choice = policy.defaults[purpose];
  if (!choice) return;
  const { connectionId, model } = choice;
  const provider = needsNoConnection(connectionId)
    ? connectionId
    : (await findConnection(tx, ctx, connectionId)).provider;
  if (!needsNoConnection(connectionId) && refusalOf(policy, { ...choice, provider })) {
    throw new AppError("model-policy.default-forbidden", "bad-request", { params: { model } });
  }
  if (!isProviderType(provider) || !providerCatalog[provider].abilities[ABILITY_FOR[purpose]]) {
    throw new AppError("model-policy.default-unable", "bad-request", { params: { model } });
  }
}

function auditDetail({ providers, models, defaults }: ModelPolicy): Record<string, string> {
  const chosen = PURPOSES.flatMap((purpose) => {
    const choice = defaults[purpose];
    return choice ? [`${purpose}: ${choice.model}`] : [];
  });
  return {
    providers: providers === null ? "all providers" : providers.join(", "),
    models: Object.values(models).flat().join(", ").slice(0, 2000),
    defaults: chosen.join(", "),
  };
}
