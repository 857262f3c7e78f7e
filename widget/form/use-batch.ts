import { useCallback, useEffect, useState } from "preact/hooks";
import type { VisitorBatch, VisitorProblem } from "@/lib/publication/protocol";
import type { Session } from "../client/session";
import { problemOf } from "../panel/conversation";

/** How often it is asked how far a file has come. */
const LOOK_MS = 1000;

/** The file that was last sent, also after a reload; how to send, stop and fetch it. */
export function useBatch(session: Session) {
  const [batch, setBatch] = useState<VisitorBatch | null>(null);
  const [problem, setProblem] = useState<VisitorProblem | null>(null);
  const [id, setId] = useState(session.keeper.read().batchId ?? null);
  const keep = useCallback(
    (next: string | null) => {
      session.keeper.write({ batchId: next ?? undefined });
      setId(next);
    },
    [session],
  );
  useEffect(() => {
    if (id === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gone = new AbortController();
    const look = async () => {
      try {
        const response = await session.call(`batches/${id}`, { signal: gone.signal });
        const now = (await response.json()) as VisitorBatch;
        setBatch(now);
        if (now.state === "running") timer = setTimeout(() => void look(), LOOK_MS);
      } catch (error) {
        if (gone.signal.aborted) return;
        // One that is gone is no reason to complain; anything else passes.
        if (problemOf(error).code === "not-found") keep(null);
        else timer = setTimeout(() => void look(), LOOK_MS * 5);
      }
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [session, id, keep]);
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    await work().catch((error: unknown) => {
      setProblem(problemOf(error));
    });
  };
  return {
    batch: id === null ? null : batch,
    problem,
    send: (file: File) =>
      attempt(async () => {
        const path = `batches?name=${encodeURIComponent(file.name)}`;
        const headers = { "Content-Type": "text/csv" };
        const response = await session.call(path, { method: "POST", headers, body: file });
        const begun = (await response.json()) as VisitorBatch;
        setBatch(begun);
        keep(begun.id);
      }),
    stop: () =>
      attempt(async () => {
        await session.call(`batches/${String(id)}/stop`, { method: "POST" });
      }),
    download: () =>
      attempt(async () => {
        const response = await session.call(`batches/${String(id)}/results`);
        save(await response.blob(), "results.csv");
      }),
    another: () => {
      setBatch(null);
      keep(null);
    },
  };
}

/** Hands a file to the browser's downloads. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
