"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { FileSize } from "@/components/ui/file-size";
import { RelativeTime } from "@/components/ui/relative-time";
import { withDynamicKeys, type DynamicTranslator } from "@/lib/i18n/dynamic-keys";
import { locale } from "@/lib/i18n/locale";
import type { AboutDocument } from "./about-document";
import { EditableFacts } from "./editable-facts";
import { Heading } from "./heading";
import { VersionList } from "./version-list";

/** What is known of a document, and what of it people may change. */
export function AboutPane({ document, shown }: { document: AboutDocument; shown: string | null }) {
  const t = useTranslations("documentPage.about");
  return (
    <div
      role="region"
      aria-label={t("label", { name: document.name })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
      tabIndex={0}
      className="h-full space-y-6 overflow-y-auto px-4 py-4 -outline-offset-2"
    >
      <EditableFacts document={document} />
      <Warnings document={document} />
      <Details document={document} />
      <VersionList document={document} shown={shown} />
    </div>
  );
}

function Warnings({ document }: { document: AboutDocument }) {
  const t = useTranslations("documentPage.about");
  const words = withDynamicKeys(useTranslations());
  if (document.state === "queued" || document.state === "reading") return null;
  return (
    <section>
      <Heading>{t("warnings")}</Heading>
      {document.warnings.length === 0 ? (
        <p className="text-ink-2">{t("noWarnings")}</p>
      ) : (
        <ul className="space-y-2">
          {document.warnings.map((warning) => (
            <li
              key={JSON.stringify(warning)}
              className="flex gap-2 rounded-card bg-refuse-soft px-3 py-2 text-refuse-ink"
            >
              <TriangleAlert aria-hidden className="mt-0.5 size-4" />
              <span className="min-w-0 break-words">{wordsOf(words, warning)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type Warning = AboutDocument["warnings"][number];

function wordsOf(words: DynamicTranslator, { code, params }: Warning): string {
  const key = `ingestion.warnings.${code}`;
  return words.has(key) ? words(key, shownParams(params)) : code;
}

function shownParams(params: Warning["params"]) {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === "number" ? value : String(value ?? ""),
    ]),
  );
}

function Details({ document }: { document: AboutDocument }) {
  const t = useTranslations("documentPage.about");
  const format = useFormatter();
  const facts: [string, ReactNode][] = [
    [t("source"), document.source.name],
    [t("type"), document.type === "" ? t("unknownType") : document.type.toUpperCase()],
    [t("language"), languageName(document.language) ?? t("unknownLanguage")],
    ...(document.pages === null
      ? []
      : [[t("pages"), format.number(document.pages)] satisfies [string, ReactNode]]),
    [t("size"), <FileSize key="size" bytes={document.size} />],
    ...(document.textLength === null
      ? []
      : [[t("characters"), format.number(document.textLength)] satisfies [string, ReactNode]]),
    [t("passages"), format.number(document.passages)],
    [t("tokens"), format.number(document.tokens)],
    [t("changed"), <RelativeTime key="changed" date={document.updatedAt} />],
  ];
  return (
    <section>
      <Heading>{t("details")}</Heading>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 text-right break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function languageName(code: string | null): string | undefined {
  return code === null
    ? undefined
    : new Intl.DisplayNames(locale, { type: "language", fallback: "none" }).of(code);
}
