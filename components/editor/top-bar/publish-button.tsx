"use client";

import { Rocket } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

const PublishSheet = dynamic(async () => (await import("../publish/publish-sheet")).PublishSheet, {
  ssr: false,
});

/** Opens what is live, what the draft would change, and the versions. */
export function PublishButton() {
  const t = useTranslations("versions");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Rocket aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t("open")}</span>
      </Button>
      {open && <PublishSheet onClose={() => setOpen(false)} />}
    </>
  );
}
