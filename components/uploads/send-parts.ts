import { errorCodeOf } from "@/lib/i18n/error-text";
import { createFileHash, hashBlob } from "./hash-file";
import { persist } from "./persist";
import { fingerprintOf } from "./remembered";
import { sendBody } from "./send-body";
import type { DocumentToSend, SendingPlace, SendOptions } from "./send-document";

/** The calls of lib/trpc/routers/upload.ts. */
export interface PartsApi {
  begin(file: {
    sourceId: string;
    name: string;
    mimeType: string;
    size: number;
    folder?: string;
    batch?: string;
    replaces?: string;
  }): Promise<{ id: string }>;
  get(id: string): Promise<{ id: string; partBytes: number; parts: number; missing: number[] }>;
  complete(upload: { id: string; sha256: string }): Promise<unknown>;
  abort(id: string): Promise<unknown>;
}

type Plan = Awaited<ReturnType<PartsApi["get"]>>;

/** Sends a file in parts, one after the other, from where an earlier attempt was cut off. */
export async function sendInParts(
  place: SendingPlace,
  document: DocumentToSend,
  options: SendOptions,
): Promise<void> {
  const plan = await openPlan(place, document, options);
  const sha256 = await sendMissing(place, { plan, file: document.file }, options);
  try {
    await persist(() => place.parts.complete({ id: plan.id, sha256 }), options);
  } catch (error) {
    // Which part it is can't be told: the next attempt begins anew.
    if (errorCodeOf(error)?.code === "upload.damaged") await giveUp(place, plan.id);
    throw error;
  }
  place.memory.forget(plan.id);
}

/** Forgets an upload, here and on the server; if it can't be reached, it does so by itself after a day. */
export async function giveUp(
  { parts, memory }: Pick<SendingPlace, "parts" | "memory">,
  id: string,
): Promise<void> {
  memory.forget(id);
  await parts.abort(id).catch(() => undefined);
}

/** What is still to be sent of the upload that was begun for this very file, or of a new one. */
async function openPlan(
  place: SendingPlace,
  document: DocumentToSend,
  options: SendOptions,
): Promise<Plan> {
  const { memory, parts } = place;
  const { file, sourceId, folder = "", batch, replaces } = document;
  const fingerprint = fingerprintOf(file, { sourceId, folder });
  const known = memory.find(fingerprint);
  if (known !== null) {
    try {
      return await persist(() => parts.get(known), options);
    } catch (error) {
      if (errorCodeOf(error)?.code !== "upload.not-found") throw error;
      memory.forget(known);
    }
  }
  const about = { sourceId, name: file.name, mimeType: file.type, size: file.size, folder };
  const { id } = await persist(
    () =>
      parts.begin({
        ...about,
        ...(batch === undefined ? {} : { batch }),
        ...(replaces === undefined ? {} : { replaces }),
      }),
    options,
  );
  memory.keep({ id, fingerprint, name: file.name });
  return persist(() => parts.get(id), options);
}

/** Resolves to the SHA-256 of the whole file, of which each part is read while it is sent. */
async function sendMissing(
  place: SendingPlace,
  { plan, file }: { plan: Plan; file: File },
  options: SendOptions,
): Promise<string> {
  const { onProgress } = options;
  // A file that can't be read any more ends the sending of its parts as well.
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const missing = new Set(plan.missing);
  const part = (number: number) =>
    file.slice(number * plan.partBytes, (number + 1) * plan.partBytes);
  let there = file.size - plan.missing.reduce((sum, number) => sum + part(number).size, 0);
  onProgress?.(there);
  const present = plan.parts - missing.size;
  if (present > 0) options.onPresent?.({ present, parts: plan.parts });
  const send = async (number: number) => {
    const path = `/api/workspaces/${encodeURIComponent(place.workspace)}/uploads/${encodeURIComponent(plan.id)}/parts/${String(number)}`;
    const report = (sent: number) => onProgress?.(there + sent);
    const request = {
      method: "PUT",
      path,
      body: part(number),
      onProgress: report,
      signal,
    } as const;
    await persist(() => sendBody(request), { ...options, signal });
    there += part(number).size;
    place.memory.touch(plan.id);
  };
  const hash = await createFileHash();
  try {
    for (let number = 0; number < plan.parts; number++) {
      const sending = missing.has(number) ? send(number) : undefined;
      await Promise.all([sending, hashBlob(hash, part(number), signal)]);
    }
  } finally {
    failed.abort();
  }
  return hash.hex();
}
