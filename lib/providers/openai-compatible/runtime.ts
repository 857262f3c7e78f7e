import "server-only";
import { openAiRuntime } from "@/lib/providers/_openai/runtime";
import { openAiCompatible } from "./definition";

export const openAiCompatibleRuntime = openAiRuntime(openAiCompatible);
