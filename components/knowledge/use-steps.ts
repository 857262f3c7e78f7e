"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";

/** So many at a time: each request is short, one sees how far it is, and can stop. */
const AT_ONCE = 200;

export interface Steps {
  /** Does something to some documents; resolves to how many it changed. */
  each: (ids: string[]) => Promise<number>;
  /** What to say when all is done. */
  said: (changed: number) => string;
  /** How to say it, when a plain notice is not enough. */
  say?: (text: string) => void;
}

/** Works through many documents, some at a time, until all are done, one fails, or it is told to stop. */
export function useSteps() {
  const t = useTranslations("knowledge.bulk");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = useErrorToast();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const stopped = useRef(false);

  const refresh = () =>
    Promise.all([
      queries.invalidateQueries(trpc.document.pathFilter()),
      queries.invalidateQueries(trpc.source.list.pathFilter()),
      queries.invalidateQueries(trpc.store.list.pathFilter()),
    ]);

  async function run(ids: readonly string[], { each, said, say = toast }: Steps): Promise<void> {
    stopped.current = false;
    const total = ids.length;
    let changed = 0;
    let done = 0;
    setProgress({ done, total });
    try {
      while (done < total && !stopped.current) {
        const some = ids.slice(done, done + AT_ONCE);
        changed += await each(some);
        done += some.length;
        setProgress({ done, total });
      }
      if (done < total) toast(t("stopped", { done, total }));
      else say(said(changed));
    } catch (error) {
      onError(error);
    } finally {
      await refresh();
      setProgress(null);
    }
  }
  const stop = () => {
    stopped.current = true;
  };
  return { run, progress, stop };
}
