import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { openAiCompatible } from "./definition";

export const openAiCompatibleRuntime = createOpenAiRuntime(openAiCompatible);
