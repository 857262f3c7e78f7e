"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC } from "@/lib/trpc/client";
import type { Range } from "./text-blocks";

interface WantedText {
  documentId: string;
  /** Without it the version that answers come from. */
  versionId?: string;
  /** What the reader came for. */
  around: Range | null;
}

/**
 * The stored text of a version. A long one comes as a part around what the reader came for; another part is fetched only
 * when that lies outside of it.
 */
export function useDocumentText({ documentId, versionId, around }: WantedText, enabled = true) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [asked, setAsked] = useState(around);
  const view = useQuery(
    trpc.document.view.queryOptions(
      { workspace, id: documentId, versionId, around: asked ?? undefined },
      { placeholderData: keepPreviousData, retry: false, enabled },
    ),
  );
  const { data } = view;
  const outside =
    data !== undefined &&
    around !== null &&
    (around.start < data.textStart || around.end > data.textStart + data.text.length);
  if (outside && around !== asked && !view.isPlaceholderData) setAsked(around);
  return view;
}
