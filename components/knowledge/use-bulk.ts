"use client";

import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPCClient } from "@/lib/trpc/client";
import { useDeletionToast } from "./use-deletion-toast";
import { useSteps } from "./use-steps";

export interface TagChange {
  add: string[];
  remove: string[];
}

/** Does things to many documents, some at a time. */
export function useBulk() {
  const t = useTranslations("knowledge.bulk");
  const { document: call, source } = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const { run, progress, stop } = useSteps();
  const sayDeleted = useDeletionToast();
  const changing = (
    verb: "pause" | "resume" | "cancel" | "retry",
    said: "paused" | "resumed" | "cancelled" | "retried",
  ) => {
    return (ids: readonly string[]) =>
      run(ids, {
        each: async (some) => (await call[verb].mutate({ workspace, ids: some })).changed,
        said: (count) => t(said, { count }),
      });
  };
  return {
    /** How far it is; null when nothing is being done. */
    progress,
    stop,
    pause: changing("pause", "paused"),
    resume: changing("resume", "resumed"),
    cancel: changing("cancel", "cancelled"),
    retry: changing("retry", "retried"),
    remove: (ids: readonly string[]) =>
      run(ids, {
        each: async (some) => (await call.delete.mutate({ workspace, ids: some })).deleted,
        said: (count) => t("deleted", { count }),
        say: (text) => sayDeleted(text),
      }),
    tag: (ids: readonly string[], change: TagChange) =>
      run(ids, {
        each: async (some) =>
          (await call.changeTags.mutate({ workspace, ids: some, ...change })).changed,
        said: (count) => t("tagged", { count }),
      }),
    /** Switches text recognition on for their sources, and reads them again. */
    recognize: (ids: readonly string[]) =>
      run(ids, {
        each: async (some) => {
          await source.recognizeText.mutate({ workspace, ids: some });
          return (await call.retry.mutate({ workspace, ids: some })).changed;
        },
        said: (count) => t("retried", { count }),
      }),
    unlock: (ids: readonly string[], password: string) =>
      run(ids, {
        each: async (some) => {
          for (const id of some) await call.unlock.mutate({ workspace, id, password });
          return some.length;
        },
        said: (count) => t("unlocked", { count }),
      }),
  };
}
export type Bulk = ReturnType<typeof useBulk>;
