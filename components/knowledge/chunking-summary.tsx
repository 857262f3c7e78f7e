"use client";

import { useTranslations } from "use-intl";
import type { Chunking } from "./chunking-form";

/** How documents are cut, in one sentence. */
export function ChunkingSummary({ chunking }: { chunking: Chunking }) {
  const t = useTranslations("stores.summary");
  switch (chunking.strategy) {
    case "sentences":
      return t("sentences", { size: chunking.size, overlap: chunking.overlap });
    case "page":
      return t("page", { size: chunking.size });
    case "row":
      return t("row", { size: chunking.size, rows: chunking.rows });
    case "heading":
      return t("heading", { size: chunking.size, level: chunking.level });
    case "parent":
      return t("parent", { size: chunking.size, parent: chunking.parent });
  }
}
