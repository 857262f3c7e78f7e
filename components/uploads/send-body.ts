import { errorCodeOf } from "@/lib/i18n/error-text";

export interface BodyRequest {
  method: "POST" | "PUT";
  path: string;
  body: Blob;
  headers?: Readonly<Record<string, string>>;
  /** Called with the bytes that left the browser so far. */
  onProgress?: ((sent: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Why a file was not taken; `errors.<code>` of the catalogue says it in words. */
export class SendError extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
    /** Whether the same request may succeed a little later. */
    readonly mayPass = false,
  ) {
    super(code);
    this.name = "SendError";
  }
}

/** The headers that tell the server what a raw body is (app/api/file-body.ts). */
export function fileHeaders({ name, type }: File): Record<string, string> {
  return {
    "x-file-name": encodeURIComponent(name),
    "content-type": type || "application/octet-stream",
  };
}

/**
 * Sends bytes and resolves to what the server answered, null when that is nothing. XMLHttpRequest, because `fetch`
 * tells nothing about how much was sent. Rejects with {@link SendError}.
 */
export function sendBody(request: BodyRequest): Promise<unknown> {
  const { method, path, body, headers = {}, onProgress, signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new SendError("client.upload-cancelled"));
      return;
    }
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    signal?.addEventListener("abort", abort);
    xhr.upload.onprogress = (event) => onProgress?.(event.loaded);
    xhr.onloadend = () => signal?.removeEventListener("abort", abort);
    xhr.onabort = () => reject(new SendError("client.upload-cancelled"));
    xhr.onerror = () => void whyUnanswered(body).then(reject);
    xhr.onload = () => {
      const answer = parse(xhr.responseText);
      if (xhr.status >= 200 && xhr.status < 300) resolve(answer);
      else reject(refusalOf(answer, xhr.status));
    };
    xhr.open(method, path);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.send(body);
  });
}

/** A file that was changed, moved or deleted meanwhile looks like a lost connection; no waiting will bring it back. */
async function whyUnanswered(body: Blob): Promise<SendError> {
  try {
    await body.slice(0, 1).arrayBuffer();
    return new SendError("client.offline", {}, true);
  } catch {
    return new SendError("client.file-changed");
  }
}

/** Too many requests, and what proxies and servers answer while they are busy or restarting. */
const PASSING: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

function refusalOf(body: unknown, status: number): SendError {
  const inner = typeof body === "object" && body !== null && "error" in body ? body.error : body;
  const found = errorCodeOf(inner);
  const mayPass = PASSING.has(status);
  return new SendError(found?.code ?? "client.unknown", found?.params, mayPass);
}

/** Whatever a proxy in between may have answered, JSON or not. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
