"use client";

import { useTranslations } from "use-intl";

/** A number of bytes as people read it: 340 B, 12 kB, 3.4 MB, 1.1 GB (1 kB is 1000 bytes, as file managers count). */
export function FileSize({ bytes }: { bytes: number }) {
  const t = useTranslations("common.bytes");
  if (bytes < 1000) return <>{t("b", { value: Math.round(bytes) })}</>;
  if (bytes < 999_500) return <>{t("kb", { value: Math.round(bytes / 1000) })}</>;
  if (bytes < 999_950_000) return <>{t("mb", { value: bytes / 1_000_000 })}</>;
  return <>{t("gb", { value: bytes / 1_000_000_000 })}</>;
}
