import "server-only";
import type { Passage } from "@/lib/graph/values";
import type { ServiceContext } from "../context";

export async function searchKnowledge(
  _ctx: ServiceContext & { workspace: { id: string } },
  _request: { storeId: string; query: string; limit: number; signal: AbortSignal },
): Promise<Passage[]> {
  return [];
}
