"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { SaveDialog } from "./save-dialog";
import { SavedDocument } from "./saved-document";

export type DocumentView = RouterOutputs["conversationDocument"]["view"];

/** Where a conversation was saved outside, or a way to save it; nothing where no connection could ever take it. */
export function ConversationDocument({ conversationId }: { conversationId: string }) {
  const t = useTranslations("conversations.document");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [saving, setSaving] = useState(false);
  const view = useQuery(
    trpc.conversationDocument.view.queryOptions({ workspace, conversationId }),
  ).data;
  const [first] = view?.targets ?? [];
  if (view?.saved) {
    return <SavedDocument conversationId={conversationId} view={view} saved={view.saved} />;
  }
  if (!view || !first || view.exchanges === 0) return null;
  const { documents } = first;
  if (view.restricted) return <Aside>{t("restricted", { documents })}</Aside>;
  if (!view.targets.some(({ writes }) => writes)) return <ReadOnly target={first} />;
  return (
    <div className="mb-6">
      <Button onClick={() => setSaving(true)}>
        <FileText aria-hidden className="size-4" /> {t("save", { documents })}
      </Button>
      {saving && (
        <SaveDialog
          conversationId={conversationId}
          targets={view.targets.filter(({ writes }) => writes)}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  );
}

function ReadOnly({ target: { documents, name } }: { target: DocumentView["targets"][number] }) {
  const t = useTranslations("conversations.document");
  const { slug } = useWorkspace();
  const canManage = useCan("connections.manage");
  return (
    <Aside>
      {t("readOnly", { documents, name })}{" "}
      {canManage && (
        <Link
          href={`/${slug}/connections`}
          className="text-accent-ink underline underline-offset-2"
        >
          {t("connections")}
        </Link>
      )}
    </Aside>
  );
}

function Aside({ children }: { children: React.ReactNode }) {
  return <p className="mb-6 text-xs text-pretty text-ink-2">{children}</p>;
}
