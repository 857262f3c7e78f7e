import "server-only";
import { fileURLToPath } from "node:url";
import { AppError } from "@/lib/errors/app-error";
import type { Connection, Embedder, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { LOCAL_TRANSFORMERS } from "./definition";
import { createEmbedQueue, type EmbedQueue } from "./embed-queue";
import { findModel, listModels } from "./model-folder";

const queue = createEmbedQueue();

/** Its connection's address is the `file:` URL of the folder that holds the folders of the models. */
export const localTransformersRuntime = {
  embeddings: (connection, model) => localEmbedder({ connection, model, queue }),
  listModels: async (connection) => {
    const models = await listModels(folderOf(connection));
    return models.map(({ id }) => ({ id, kind: "embedding" }));
  },
} satisfies ProviderRuntime;

/** Texts longer than the model's window are embedded by their beginning. Throws the errors of `findModel` too. */
export function localEmbedder({
  connection,
  model,
  queue,
}: {
  connection: Connection;
  model: string;
  queue: EmbedQueue;
}): Embedder {
  let dimension: number | null = null;
  return {
    id: `${LOCAL_TRANSFORMERS}:${model}`,
    get dimension() {
      return dimension;
    },
    async embed(texts, { signal, purpose }) {
      signal.throwIfAborted();
      const modelsDir = folderOf(connection);
      const use = await findModel(modelsDir, model);
      const vectors = await queue.embed({
        modelsDir,
        model,
        use: { pooling: use.pooling, window: use.window },
        texts: texts.map((text) => use.prefixes[purpose] + text),
        urgent: purpose === "query",
        signal,
      });
      if (vectors.some(({ length }) => length !== use.dimension)) {
        throw new AppError("local-model.damaged", "unavailable", { params: { model } });
      }
      dimension = use.dimension;
      return vectors;
    },
  };
}

const folderOf = ({ baseUrl }: Connection) => fileURLToPath(baseUrl);
