"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC } from "@/lib/trpc/client";
import { uploadDocument } from "./upload-document";

export interface Upload {
  /** Counts up in the order the files were given. */
  key: number;
  name: string;
  /** Bytes. */
  size: number;
  sent: number;
  state: "waiting" | "sending" | "done" | "failed";
  /** For `errors.<code>`, once `failed`. */
  error?: unknown;
  cancel: () => void;
}

/** Where the files go: a source, or how to make one when the first file comes. */
export type UploadTarget = string | (() => Promise<string>);

/** More at once would only make each slower; the files of one drop are often large. */
const AT_ONCE = 2;

/** Sends files to a source, two at a time, and keeps the result of each until it is dismissed. */
export function useUploads(target: UploadTarget) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<(() => Promise<void>)[]>([]);
  const running = useRef(0);
  const nextKey = useRef(0);

  const change = (key: number, part: Partial<Upload>) =>
    setUploads((all) =>
      all.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)),
    );

  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.document.pathFilter()),
      queryClient.invalidateQueries(trpc.source.list.pathFilter()),
      queryClient.invalidateQueries(trpc.store.list.pathFilter()),
    ]);

  const drain = async () => {
    const job = queue.current.shift();
    if (!job) return;
    running.current += 1;
    await job();
    running.current -= 1;
    await drain();
  };

  const add = (files: readonly File[]) => {
    const source = once(target);
    const added = files.map((file): Upload => {
      const abort = new AbortController();
      const key = nextKey.current++;
      queue.current.push(async () => {
        try {
          abort.signal.throwIfAborted();
          const sourceId = await source();
          change(key, { state: "sending" });
          await uploadDocument({
            workspace,
            sourceId,
            file,
            signal: abort.signal,
            onProgress: (sent) => change(key, { sent }),
          });
          change(key, { state: "done", sent: file.size });
        } catch (error) {
          change(key, { state: "failed", error: abort.signal.aborted ? CANCELLED : error });
        }
        await refresh();
      });
      const cancel = () => abort.abort();
      return { key, name: file.name, size: file.size, sent: 0, state: "waiting", cancel };
    });
    setUploads((all) => [...all, ...added]);
    for (let free = AT_ONCE - running.current; free > 0; free--) void drain();
  };

  return { uploads, add, dismiss: () => setUploads([]) };
}

const CANCELLED = { code: "client.upload-cancelled", params: {} };

/** All files of one drop go to one source, also when it has to be made first. */
function once(target: UploadTarget): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () => (made ??= typeof target === "string" ? Promise.resolve(target) : target());
}
