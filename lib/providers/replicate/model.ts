import "server-only";
import { z } from "zod";
import { endpoint } from "@/lib/providers/_wire/api-fetch";
import { describeReply } from "@/lib/providers/_wire/failures";
import { readJson } from "@/lib/providers/_wire/read-json";
import type { Exchange } from "@/lib/providers/_wire/stream-answer";
import type { InputFields } from "./input";

/** How one model is run. */
export interface RunnableModel {
  /** Path under the base URL that makes a prediction. */
  readonly path: string;
  /** Sent where the path doesn't say which model. */
  readonly version: string | null;
  readonly fields: InputFields;
}

const field = z.object({
  type: z.string().nullish().catch(null),
  minimum: z.number().nullish().catch(null),
  maximum: z.number().nullish().catch(null),
});
const version = z.object({
  id: z.string(),
  openapi_schema: z
    .object({
      components: z.object({
        schemas: z.object({ Input: z.object({ properties: z.record(z.string(), field) }) }),
      }),
    })
    .nullish()
    .catch(null),
});
const model = z.object({ is_official: z.boolean().nullish(), latest_version: version.nullish() });

/** What an unknown model is sure to take. */
const PROMPT_ONLY: InputFields = { prompt: { type: "string" } };

/**
 * Looks up `owner/name`, or `owner/name:version` as a fine-tune of one's own is named, and what it takes
 * (https://replicate.com/docs/reference/http#models.get, #models.versions.get).
 */
export async function findModel(name: string, exchange: Exchange): Promise<RunnableModel> {
  const { wire, subject, signal, prepare } = exchange;
  const [, owner, title, id] = /^([^/:]+)\/([^/:]+)(?::(.+))?$/.exec(name) ?? [];
  if (owner === undefined || title === undefined) {
    const said = {
      status: 404,
      headers: new Headers(),
      text: "not owner/name or owner/name:version",
    };
    throw describeReply(said, subject, []);
  }
  const path = `models/${encodeURIComponent(owner)}/${encodeURIComponent(title)}`;
  const about = id === undefined ? path : `${path}/versions/${encodeURIComponent(id)}`;
  const response = await prepare(endpoint(wire.connection.baseUrl, about), { signal });
  const reading = { subject, signal };
  if (id !== undefined) {
    const found = await readJson(response, version, reading);
    return { path: "predictions", version: id, fields: fieldsOf(found) };
  }
  const found = await readJson(response, model, reading);
  const { latest_version: latest } = found;
  const fields = latest ? fieldsOf(latest) : PROMPT_ONLY;
  // Only official models are run by their name; of the others it is the newest version.
  if (found.is_official === true || !latest)
    return { path: `${path}/predictions`, version: null, fields };
  return { path: "predictions", version: latest.id, fields };
}

function fieldsOf({ openapi_schema: schema }: z.output<typeof version>): InputFields {
  return schema?.components.schemas.Input.properties ?? PROMPT_ONLY;
}

/** Remembers models for a while: what they take changes rarely, and asking first costs a journey. */
export class KnownModels {
  readonly #known = new Map<string, { readonly model: RunnableModel; readonly until: number }>();

  async find(name: string, exchange: Exchange): Promise<RunnableModel> {
    const key = `${exchange.wire.connection.baseUrl} ${name}`;
    const known = this.#known.get(key);
    if (known && known.until > Date.now()) return known.model;
    const found = await findModel(name, exchange);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, { model: found, until: Date.now() + KNOWN_MS });
    return found;
  }
}

const KNOWN_MS = 10 * 60_000;
const MOST_KNOWN = 500;
