"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useEditor } from "../editor-context";

const PromptDialog = dynamic(async () => (await import("./prompt-dialog")).PromptDialog, {
  loading: () => null,
});

export interface SeePromptProps {
  nodeId: string;
  /** Of that run; without it, as it would be sent now. */
  runId?: string;
}

/** Opens what a node sends to its model. */
export function SeePrompt(props: SeePromptProps) {
  const t = useTranslations("editor");
  const readOnly = useEditor((state) => state.readOnly);
  const [open, setOpen] = useState(false);
  // Prompts are for those who write them.
  if (readOnly) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t("seePrompt")}
      </Button>
      {open && <PromptDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
