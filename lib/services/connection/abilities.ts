import "server-only";
import { z } from "zod";
import { modelAbilities, type ModelAbilities } from "@/lib/models/abilities";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findConnection } from "./find";

export const modelAbilitiesInput = z.object({ id: idSchema, model: z.string().trim().max(200) });
type Input = z.infer<typeof modelAbilitiesInput>;

/** What a model of a connection takes, without asking its service. Throws `connection.not-found`. */
export async function getModelAbilities({ ctx, input }: Call<Input>): Promise<ModelAbilities> {
  const { id, model } = input;
  const [{ provider }, named] = await Promise.all([
    findConnection(ctx.db, ctx, id),
    ctx.db.namedModel.findFirst({
      where: { workspaceId: ctx.workspace.id, connectionId: id, model },
      select: { baseModel: true },
    }),
  ]);
  return modelAbilities(provider, model, named?.baseModel ?? null);
}
