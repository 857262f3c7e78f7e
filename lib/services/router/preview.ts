import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Call } from "../context";
import { idSchema } from "../inputs";

export const previewRouterInput = z.object({ workflowId: idSchema, nodeId: z.string().max(64) });

export async function previewRouter(
  _call: Call<z.infer<typeof previewRouterInput>> & { signal: AbortSignal | undefined },
): Promise<{ results: { question: string; answerable: boolean; score: number }[] }> {
  throw new AppError("internal", "internal");
}
