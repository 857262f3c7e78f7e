"use client";

import Link from "next/link";
import { useState, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ChunkingDialog } from "./chunking-dialog";
import { ChunkingSummary } from "./chunking-summary";
import { EmbeddingDialog } from "./embedding-dialog";
import { EmbeddingName } from "./embedding-name";
import type { StoreCardProps } from "./store-card";
import type { StoreDetails, StoreSummary } from "./store-summary";

/** Where a store's documents come from, who uses it, and how it cuts and finds. */
export function StoreFacts({ store, details }: StoreCardProps) {
  const t = useTranslations("stores.card");
  const labels = useTranslations("knowledge.store");
  const format = useFormatter();
  const names = store.sources.map(({ name }) => name);
  return (
    <dl className="grid items-baseline gap-x-4 gap-y-1.5 text-xs sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <Fact label={t("sources")}>
        {names.length > 0 ? format.list(names) : labels("noSources")}
      </Fact>
      {details && (
        <>
          <Fact label={t("usedBy")}>
            <UsedBy usedBy={details.usedBy} />
          </Fact>
          {details.documents > 0 && (
            <Fact label={t("documents")}>
              <Documents store={store} details={details} />
            </Fact>
          )}
        </>
      )}
      <Cut store={store} />
      <Found store={store} />
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents max-sm:block">
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words text-ink-2">{children}</dd>
    </div>
  );
}

const LINK = "rounded-control text-accent-ink underline-offset-4 hover:underline";

/** Named at first; more than a few would bury the rest. */
const NAMED = 5;

function UsedBy({ usedBy }: { usedBy: readonly { id: string; name: string }[] }) {
  const t = useTranslations("stores.card");
  const { slug } = useWorkspace();
  const [all, setAll] = useState(false);
  if (usedBy.length === 0) return t("unused");
  const shown = all ? usedBy : usedBy.slice(0, NAMED);
  return (
    <>
      {shown.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link href={`/${slug}/workflows/${id}`} className={LINK}>
            {name}
          </Link>
        </span>
      ))}
      {shown.length < usedBy.length && (
        <Button variant="link" className="ml-2 min-h-6 text-xs" onClick={() => setAll(true)}>
          {t("more", { count: usedBy.length - shown.length })}
        </Button>
      )}
    </>
  );
}

function Documents({ store, details }: { store: StoreSummary; details: StoreDetails }) {
  const t = useTranslations("stores.card");
  const { slug } = useWorkspace();
  const { documents, failed } = details;
  const filter = new URLSearchParams({ state: "failed" });
  const [only, ...others] = store.sources;
  if (only && others.length === 0) filter.set("source", only.id);
  return (
    <>
      {t("documentCount", { count: documents })}
      {failed > 0 && (
        <>
          {", "}
          <Link
            href={`/${slug}/knowledge?${filter.toString()}`}
            className="rounded-control text-danger-ink underline underline-offset-4"
          >
            {t("failed", { count: failed })}
          </Link>
        </>
      )}
    </>
  );
}

function Cut({ store }: Pick<StoreCardProps, "store">) {
  const t = useTranslations("stores.card");
  const [changing, setChanging] = useState(false);
  return (
    <Fact label={t("cut")}>
      <ChunkingSummary chunking={store.chunking} />
      <Change of={t("cut")} onClick={() => setChanging(true)} />
      <ChunkingDialog store={store} open={changing} onOpenChange={setChanging} />
    </Fact>
  );
}

function Found({ store }: Pick<StoreCardProps, "store">) {
  const t = useTranslations("stores.card");
  const labels = useTranslations("knowledge.store");
  const [changing, setChanging] = useState(false);
  return (
    <Fact label={t("found")}>
      <EmbeddingName embedding={store.embedding} />
      {store.embedding.dimension !== null && (
        <> · {labels("dimension", { count: store.embedding.dimension })}</>
      )}
      <Change of={t("found")} onClick={() => setChanging(true)} />
      <EmbeddingDialog store={store} open={changing} onOpenChange={setChanging} />
    </Fact>
  );
}

function Change({ of, onClick }: { of: string; onClick: () => void }) {
  const t = useTranslations("knowledge.store");
  if (!useCan("knowledge.edit")) return null;
  return (
    <Button
      variant="link"
      className="ml-2 min-h-6 text-xs"
      aria-label={`${t("change")}: ${of}`}
      onClick={onClick}
    >
      {t("change")}
    </Button>
  );
}
