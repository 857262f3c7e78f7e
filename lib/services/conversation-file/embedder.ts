import "server-only";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { WorkspaceScope } from "../context";
import { openEmbedder } from "../knowledge/embedder";

/** What attached files are searched with: it needs no key, costs nothing, and sends nobody's file anywhere. */
export function openFileEmbedder(ctx: WorkspaceScope): Promise<Embedder> {
  return openEmbedder(ctx, { connectionId: BUILT_IN, model: BUILT_IN });
}
