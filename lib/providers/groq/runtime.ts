import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { groq } from "./definition";

export const groqRuntime = createOpenAiRuntime(groq);
