import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { cerebras } from "./definition";

export const cerebrasRuntime = createOpenAiRuntime(cerebras);
