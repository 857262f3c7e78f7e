export const TABS = ["documents", "stores", "deleted"] as const;
export type KnowledgeTab = (typeof TABS)[number];

/** The address of a tab of the knowledge page. */
export function tabHref(slug: string, tab: KnowledgeTab): string {
  return `/${slug}/knowledge${tab === "documents" ? "" : `?tab=${tab}`}`;
}

/** The receipts, with the check of one document open when it is named. */
export function deletedHref(slug: string, documentId?: string | null): string {
  const check = documentId ? `&check=${encodeURIComponent(documentId)}` : "";
  return `${tabHref(slug, "deleted")}${check}`;
}
