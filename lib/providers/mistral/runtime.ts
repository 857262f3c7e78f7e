import "server-only";
import { createOpenAiRuntime, type Dialect } from "@/lib/providers/_openai/runtime";
import { mistral } from "./definition";

/** Mistral refuses fields it does not know, and reports usage without being asked. */
export const mistralDialect: Dialect = { usageOnRequest: false, maxTemperature: 1.5 };

export const mistralRuntime = createOpenAiRuntime(mistral, mistralDialect);
