"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { SearchInput } from "@/components/ui/search-input";
import { providerCatalog, type ProviderType } from "@/lib/providers/catalog";

const SERVICES = Object.values(providerCatalog).filter(({ service }) => service !== null);

const ABILITIES = ["chat", "embeddings", "rerank"] as const;

/** The services whose models can be connected, a card each; narrowed while one types. */
export function ProviderPicker({ onPick }: { onPick: (provider: ProviderType) => void }) {
  const t = useTranslations("models.picker");
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/);
  const found = SERVICES.filter(({ messages: { en } }) => {
    const text = `${en.label} ${en.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <div className="space-y-3">
      <SearchInput value={search} onValueChange={setSearch} label={t("search")} />
      {found.length === 0 && <p className="py-6 text-center text-ink-2">{t("none")}</p>}
      <ul className="grid gap-2 sm:grid-cols-2">
        {found.map(({ type, abilities, messages: { en } }) => (
          <li key={type} className="flex">
            <button
              type="button"
              className="flex w-full flex-col gap-1 rounded-card border bg-surface p-3 text-left hover:bg-raised"
              aria-labelledby={`provider-${type}`}
              aria-describedby={`about-${type}`}
              onClick={() => onPick(type)}
            >
              <span id={`provider-${type}`} className="text-sm font-semibold">
                {en.label}
              </span>
              <span id={`about-${type}`} className="grow text-xs text-pretty text-ink-2">
                {en.description}
              </span>
              <span className="mt-1 flex flex-wrap gap-1">
                {ABILITIES.filter((ability) => abilities[ability]).map((ability) => (
                  <Badge key={ability}>{t(`can.${ability}`)}</Badge>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
