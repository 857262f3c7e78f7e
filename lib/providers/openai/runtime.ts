import "server-only";
import { createOpenAiRuntime, type Dialect } from "@/lib/providers/_openai/runtime";
import { openAi } from "./definition";

export const openAiDialect: Dialect = { newTokenLimit: true };

export const openAiRuntime = createOpenAiRuntime(openAi, openAiDialect);
