import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { azureOpenAi } from "./definition";

export const azureOpenAiRuntime = createOpenAiRuntime(azureOpenAi);
