import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { foundCount } from "../not-found";
import type { hostInput } from "./allow";

/** Closes a private host again. Throws `network.not-found`. */
export async function removeAllowedHost({ ctx, input }: Call<z.infer<typeof hostInput>>) {
  await ctx.db.$transaction(async (tx) => {
    foundCount(
      "network",
      await tx.allowedHost.deleteMany({
        where: { workspaceId: ctx.workspace.id, host: input.host, port: input.port },
      }),
    );
    await recordAudit(tx, ctx, {
      action: "network.remove",
      entity: "network",
      entityId: `${input.host}:${input.port}`,
    });
  });
}
