"use client";

import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";

interface AttachButtonProps {
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the system's dialog for choosing files. */
export function AttachButton({ disabled, onFiles }: AttachButtonProps) {
  const t = useTranslations("chat.files");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        type="button"
        icon={Paperclip}
        label={t("attach")}
        tooltip={false}
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-attach
        aria-label={t("attach")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
