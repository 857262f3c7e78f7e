import { errorCodeOf } from "@/lib/i18n/error-text";

export interface UploadRequest {
  workspace: string;
  sourceId: string;
  file: File;
  /** The document whose content this file becomes; without it a new document is made. */
  replace?: string;
  /** Called with the bytes that left the browser so far. */
  onProgress?: (sent: number) => void;
  signal?: AbortSignal;
}

/** Why a file was not stored; `errors.<code>` of the catalogue says it in words. */
export class UploadError extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = "UploadError";
  }
}

/**
 * Sends one file. XMLHttpRequest, because `fetch` tells nothing about how much was sent.
 * Rejects with {@link UploadError}.
 */
export function uploadDocument(request: UploadRequest): Promise<{ id: string }> {
  const { workspace, sourceId, file, replace, onProgress, signal } = request;
  const path = `/api/workspaces/${encodeURIComponent(workspace)}/sources/${encodeURIComponent(sourceId)}/documents`;
  const query = replace ? `?replace=${encodeURIComponent(replace)}` : "";
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    signal?.addEventListener("abort", abort);
    xhr.upload.onprogress = (event) => onProgress?.(event.loaded);
    xhr.onloadend = () => signal?.removeEventListener("abort", abort);
    xhr.onabort = () => reject(new UploadError("client.upload-cancelled"));
    xhr.onerror = () => reject(new UploadError("client.offline"));
    xhr.onload = () => {
      const body = parse(xhr.responseText);
      if (xhr.status === 201 && hasId(body)) resolve({ id: body.id });
      else reject(refusalOf(body));
    };
    xhr.open("POST", path + query);
    xhr.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    xhr.setRequestHeader("content-type", file.type || "application/octet-stream");
    xhr.send(file);
  });
}

function refusalOf(body: unknown): UploadError {
  const inner = typeof body === "object" && body !== null && "error" in body ? body.error : body;
  const found = errorCodeOf(inner);
  return found ? new UploadError(found.code, found.params) : new UploadError("client.unknown");
}

function hasId(body: unknown): body is { id: string } {
  return typeof body === "object" && body !== null && "id" in body && typeof body.id === "string";
}

/** Whatever a proxy in between may have answered, JSON or not. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
