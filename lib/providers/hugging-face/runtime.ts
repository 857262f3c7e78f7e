import "server-only";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { huggingFace } from "./definition";

export const huggingFaceRuntime = createOpenAiRuntime(huggingFace);
