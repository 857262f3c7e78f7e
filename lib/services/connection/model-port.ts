import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ChatChunk, ModelPort, ModelRequest } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { openConnection, type OpenConnection } from "./open";

/**
 * The models a workspace's nodes can call: the built-in one and those of its connections. Those that will be called
 * soon can be named, and are then opened at once, for one call each.
 */
export function createModelPort(ctx: WorkspaceScope, soon: Iterable<string> = []): ModelPort {
  const opened = new Map<string, Promise<OpenConnection | null>>();
  for (const id of new Set(soon)) {
    // Whatever is wrong with it is said by the call, if there is one.
    opened.set(
      id,
      openConnection(ctx, id).catch(() => null),
    );
  }
  const open = async (id: string) => {
    const early = await opened.get(id);
    opened.delete(id);
    return early ?? openConnection(ctx, id);
  };
  return {
    async *chat({ model, ...request }: ModelRequest): AsyncGenerator<ChatChunk, void> {
      const one = await open(model.connectionId);
      one.mayUse(model.model);
      const { runtime, connection, ports } = one;
      if (!runtime.chat) throw new AppError("connection.no-chat", "bad-request");
      yield* runtime.chat(connection, ports).stream({ ...request, model: model.model });
    },
  };
}
