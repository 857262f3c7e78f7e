import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { together } from "./definition";

export const togetherRuntime = createOpenAiRuntime(together);
