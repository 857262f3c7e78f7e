import { useTranslations } from "use-intl";
import type { RouterOutputs } from "@/lib/trpc/client";

export type Prompt = RouterOutputs["run"]["prompt"];

/** The parts of a prompt word for word, and how much of the model's room they take. */
export function PromptParts({ prompt: { parts, window, answer, passages } }: { prompt: Prompt }) {
  const t = useTranslations("prompt");
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  const left = passages.total - passages.sent;
  return (
    <div className="space-y-3">
      <p className="text-sm text-ink-2">{t("share", { tokens, window, answer })}</p>
      {left > 0 && (
        <p className="text-sm text-refuse-ink">{t("leftOut", { left, total: passages.total })}</p>
      )}
      {parts.map((part) => (
        <section key={part.kind} aria-label={t(`part.${part.kind}`)}>
          <h3 className="flex justify-between gap-3 text-sm font-medium">
            {t(`part.${part.kind}`)}
            <span className="font-normal text-ink-2 tabular-nums">
              {t("tokens", { tokens: part.tokens })}
            </span>
          </h3>
          <p className="mt-1 rounded-control border bg-raised px-3 py-2 text-xs break-words whitespace-pre-wrap">
            {part.text}
          </p>
        </section>
      ))}
    </div>
  );
}
