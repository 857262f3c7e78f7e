import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { openSource } from "./open";

export const sourceChildrenInput = z.object({
  id: idSchema,
  /** A node that was given before; null for the top. */
  parent: z.string().max(4000).nullable(),
  /** Of a page before; absent or null for the first. */
  cursor: z.string().max(4000).nullish(),
});

type Children = Call<z.infer<typeof sourceChildrenInput>> & { signal: AbortSignal | undefined };

/** What can be picked below a node of a source. Throws `source-connection.not-found` and the connector's errors. */
export async function sourceChildren({ ctx, input, signal }: Children) {
  const timeout = AbortSignal.timeout(30_000);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const { runtime, call } = await openSource(ctx, input.id, both);
  const { nodes, next } = await runtime.children(call, {
    parent: input.parent,
    page: input.cursor ?? null,
  });
  return {
    nodes: nodes.map(({ id, label, expandable, scope }) => ({
      id,
      label,
      expandable,
      /** Given back as it is to sync this part; null where it can't be picked. */
      scope: scope === null ? null : JSON.stringify(scope),
    })),
    next,
  };
}
