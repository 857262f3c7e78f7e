import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { openAi } from "./definition";

export const openAiRuntime = createOpenAiRuntime(openAi);
