import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ChatChunk, ModelPort, ModelRequest } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { openConnection } from "./open";

/** The models a workspace's nodes can call: the built-in one and those of its connections. */
export function createModelPort(ctx: WorkspaceScope): ModelPort {
  return {
    async *chat({ model, ...request }: ModelRequest): AsyncGenerator<ChatChunk, void> {
      const { runtime, connection, ports } = await openConnection(ctx, model.connectionId);
      if (!runtime.chat) throw new AppError("connection.no-chat", "bad-request");
      yield* runtime.chat(connection, ports).stream({ ...request, model: model.model });
    },
  };
}
