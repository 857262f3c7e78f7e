import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { ollama } from "./definition";

export const ollamaRuntime = createOpenAiRuntime(ollama);
