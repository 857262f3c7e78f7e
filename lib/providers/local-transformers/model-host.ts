import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { OutboundFetch } from "@/lib/net/outbound";
import type { KnownModel } from "./known-models";

/** A file as the host describes it at one commit. */
export interface HostFile {
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  /** `git` is the SHA-1 of the file as a git object: what the host has for files it doesn't keep apart. */
  readonly checksum: { readonly kind: "sha256" | "git"; readonly hex: string };
}

export interface HostListing {
  /** The commit that the files are of. */
  readonly commit: string;
  readonly files: readonly HostFile[];
}

export interface HostPorts {
  readonly fetch: OutboundFetch;
  /** Address of the host, such as https://huggingface.co. */
  readonly host: string;
  readonly signal: AbortSignal;
}

const LISTING_BYTES = 4 * 2 ** 20;
const hex = z.string().regex(/^[0-9a-f]{40,64}$/);
const revisionSchema = z.object({ sha: hex });
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int().min(0),
    oid: hex,
    lfs: z.object({ oid: hex, size: z.int().min(0) }).optional(),
  }),
);

/**
 * Asks a host (huggingface.co or a mirror with the same interface) for a model's files at its present commit. Throws
 * `outbound.…`, `local-model.host-answer` (no such interface or model there) and `local-model.host-lacks` (a file).
 */
export async function listHostFiles(model: KnownModel, ports: HostPorts): Promise<HostListing> {
  const api = new URL(`api/models/${model.repository}/`, withSlash(ports.host));
  const { sha } = await askJson(new URL(`revision/${model.revision}`, api), revisionSchema, ports);
  const tree = await askJson(new URL(`tree/${sha}?recursive=true`, api), treeSchema, ports);
  const files = model.files.map(({ path, sha256 }): HostFile => {
    const entry = tree.find((one) => one.type === "file" && one.path === path);
    if (!entry) {
      const params = { file: path, host: hostOf(ports) };
      throw new AppError("local-model.host-lacks", "unavailable", { params });
    }
    const told = entry.lfs
      ? ({ kind: "sha256", hex: entry.lfs.oid } as const)
      : ({ kind: "git", hex: entry.oid } as const);
    return {
      path,
      url: new URL(`${model.repository}/resolve/${sha}/${path}`, withSlash(ports.host)).href,
      bytes: entry.lfs?.size ?? entry.size,
      checksum: sha256 === undefined ? told : { kind: "sha256", hex: sha256 },
    };
  });
  return { commit: sha, files };
}

/** For people: the host's name, with its port if it has an unusual one. */
export const hostOf = ({ host }: Pick<HostPorts, "host">) => new URL(host).host;

export function hostAnswered(ports: Pick<HostPorts, "host">, status: number): AppError {
  return new AppError("local-model.host-answer", "unavailable", {
    params: { host: hostOf(ports), status },
    retryable: status === 429 || status >= 500,
  });
}

async function askJson<T>(url: URL, schema: z.ZodType<T>, ports: HostPorts): Promise<T> {
  const response = await ports.fetch(url, {
    signal: ports.signal,
    maxBytes: LISTING_BYTES,
    timeoutMs: 60_000,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw hostAnswered(ports, response.status);
  }
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw hostAnswered(ports, response.status);
  return parsed.data;
}

const withSlash = (host: string) => (host.endsWith("/") ? host : `${host}/`);
