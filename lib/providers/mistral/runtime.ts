import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { mistral } from "./definition";

/** Mistral refuses fields it does not know, and reports usage without being asked. */
export const mistralRuntime = createOpenAiRuntime(mistral, { usageOnRequest: false });
