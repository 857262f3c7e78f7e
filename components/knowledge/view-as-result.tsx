import { EyeOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { RouterOutputs } from "@/lib/trpc/client";

export type ViewedAs = RouterOutputs["store"]["viewAs"];
type Seen = ViewedAs["passages"][number];

interface ViewAsResultProps {
  result: ViewedAs;
  /** Of somebody invited, where it is nobody's by name. */
  invited?: boolean | undefined;
}

/** What another person finds, in their order, then what only the caller finds, and why. */
export function ViewAsResult({ result, invited = false }: ViewAsResultProps) {
  const t = useTranslations("stores.viewAs");
  const { person, documents, passages } = result;
  const who = person?.name ?? t(invited ? "invited" : "anybody");
  const theirs = passages.filter(({ place }) => place !== null);
  const missing = passages.filter(({ place }) => place === null);
  return (
    <div className="mt-4">
      <div className="rounded-card border px-3.5 py-2.5 text-sm">
        <p className="font-medium">{t("readable", { who, ...documents })}</p>
        {documents.unknown > 0 && (
          <p className="text-xs text-ink-2">{t("unknown", { count: documents.unknown })}</p>
        )}
        {documents.notFollowed > 0 && (
          <p className="text-xs text-ink-2">{t("notFollowed", { count: documents.notFollowed })}</p>
        )}
        {person && !person.confirmed && (
          <p className="text-xs text-ink-2">{t("unconfirmed", { email: person.email })}</p>
        )}
      </div>
      <p role="status" className="mt-4 text-xs font-medium">
        {t("finds", { who, count: theirs.length })}
      </p>
      <ol className="mt-2 space-y-2">
        {theirs.map((seen) => (
          <SeenPassage key={seen.id} seen={seen} />
        ))}
      </ol>
      {missing.length > 0 && (
        <>
          <p className="mt-4 text-xs font-medium">{t("missing", { count: missing.length })}</p>
          <ul className="mt-2 space-y-2">
            {missing.map((seen) => (
              <SeenPassage key={seen.id} seen={seen} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function SeenPassage({ seen: { passage, whyNot } }: { seen: Seen }) {
  const t = useTranslations("stores.viewAs");
  if (!passage) {
    return (
      <li className="flex items-center gap-2 rounded-card border border-dashed px-3.5 py-2.5 text-sm text-ink-2">
        <EyeOff aria-hidden className="size-4 shrink-0" />
        {t("hidden")}
      </li>
    );
  }
  return (
    <li className="rounded-card border px-3.5 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs break-words text-ink-2">
        <span className="font-medium text-ink">{passage.documentName}</span>
        {passage.headings.map((heading, index) => (
          <span key={index}>· {heading}</span>
        ))}
        {whyNot && <Badge>{t(`whyNot.${whyNot}`)}</Badge>}
      </p>
      <p className="mt-1 line-clamp-3 text-sm break-words whitespace-pre-line">{passage.text}</p>
    </li>
  );
}
