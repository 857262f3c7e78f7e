import "server-only";
import { createOpenAiRuntime, type Dialect } from "@/lib/providers/_openai/runtime";
import { cerebras } from "./definition";

export const cerebrasDialect: Dialect = { maxTemperature: 1.5 };

export const cerebrasRuntime = createOpenAiRuntime(cerebras, cerebrasDialect);
