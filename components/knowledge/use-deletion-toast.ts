"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import { deletedHref } from "./knowledge-tabs";

/**
 * Says that documents were deleted and offers the check whether their questions are still answered: of the one
 * document, or, for several, their receipts.
 */
export function useDeletionToast(): (text: string, documentId?: string) => void {
  const t = useTranslations("stores.deleted");
  const router = useRouter();
  const { slug } = useWorkspace();
  return (text, documentId) =>
    toast(text, {
      // Long enough to be read and decided on.
      duration: 10_000,
      action: {
        label: t("check"),
        onClick: () => router.push(deletedHref(slug, documentId)),
      },
    });
}
