import "server-only";
import type { ChatModel } from "@/lib/providers/_contract/runtime";
import { createChat as createOpenAiChat } from "@/lib/providers/_openai/chat";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readInfo } from "./endpoint-info";

/**
 * `POST v1/chat/completions`, which all servers have. Only the form of an answer is asked for in two ways: as a grammar
 * (https://huggingface.co/docs/text-generation-inference/conceptual/guidance), or as OpenAI does.
 */
export function createChat(wire: Wire): ChatModel {
  const baseUrl = endpoint(wire.connection.baseUrl, "v1");
  const second = { ...wire, connection: { ...wire.connection, baseUrl } };
  return {
    async *stream(request) {
      request.signal.throwIfAborted();
      const info = request.responseSchema ? await readInfo(wire, request.signal) : null;
      const asGrammar = info?.server === "text-generation-inference";
      const chat = createOpenAiChat(second, {
        usageOnRequest: true,
        ...(asGrammar && { responseFormat: ({ schema }) => ({ type: "json", value: schema }) }),
      });
      yield* chat.stream(request);
    },
  };
}
