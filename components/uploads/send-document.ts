import { IN_PARTS_FROM_BYTES } from "@/lib/knowledge/files/limits";
import { persist, type PersistOptions } from "./persist";
import { fileHeaders, sendBody, SendError } from "./send-body";
import { sendInParts, type PartsApi } from "./send-parts";
import type { UploadMemory } from "./remembered";

export interface DocumentToSend {
  sourceId: string;
  file: File;
  /** The folder it was in, "a/b"; "" for none. */
  folder?: string;
  /** The same for all files that were added together. */
  batch?: string | undefined;
  /** The document whose content this file becomes; without it the one of the same name and folder, or a new one. */
  replaces?: string;
}

/** Parts of a file in parts that were on the server before. */
export interface PresentParts {
  present: number;
  parts: number;
}

export interface SendOptions extends PersistOptions {
  /** Called with the bytes that are there or on their way. */
  onProgress?: (sent: number) => void;
  /** Called after the bytes of them, when there are any. */
  onPresent?: (parts: PresentParts) => void;
}

export interface SendingPlace {
  /** The workspace's slug. */
  workspace: string;
  parts: PartsApi;
  memory: UploadMemory;
}

/**
 * Sends one file until it is stored: a small one in one request, a large one in parts, of which those that are there
 * already are not sent again. Rejects with {@link SendError}, or with what the server answered to a call.
 */
export async function sendDocument(
  place: SendingPlace,
  document: DocumentToSend,
  options: SendOptions,
): Promise<void> {
  if (document.file.size > IN_PARTS_FROM_BYTES) {
    return sendInParts(place, document, options);
  }
  const { sourceId, file, folder, batch, replaces } = document;
  const asked = { replace: replaces, folder: folder || undefined, batch };
  const query = new URLSearchParams(
    Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined),
  ).toString();
  const path = `/api/workspaces/${encodeURIComponent(place.workspace)}/sources/${encodeURIComponent(sourceId)}/documents`;
  await persist(async () => {
    const answer = await sendBody({
      method: "POST",
      path: query ? `${path}?${query}` : path,
      body: file,
      headers: fileHeaders(file),
      onProgress: options.onProgress,
      signal: options.signal,
    });
    if (!hasId(answer)) throw new SendError("client.unknown");
  }, options);
}

function hasId(body: unknown): body is { id: string } {
  return typeof body === "object" && body !== null && "id" in body && typeof body.id === "string";
}
