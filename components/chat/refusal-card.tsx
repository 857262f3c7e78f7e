"use client";

import { CircleSlash } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { Message, Missing, Passage, Verdict } from "@/lib/graph/values";
import { pageOf } from "./citation-chip";

/** A refusal: what was missing, and what came nearest, which is never shown as support. */
export function RefusalCard({
  message,
  verdict,
  onOpen,
  onAsk,
}: {
  message: Message;
  verdict: Verdict | null;
  onOpen: (passage: Passage) => void;
  onAsk?: (question: string) => void;
}) {
  const t = useTranslations("chat.refusal");
  const { missing = verdict?.missing, subjects, handOver, general } = message.refusal ?? {};
  return (
    <div
      role="group"
      aria-label={t("title")}
      className="rounded-card border border-refuse/40 bg-refuse-soft px-3.5 py-3 text-sm"
    >
      <p className="flex gap-2 font-medium text-refuse-ink">
        <CircleSlash aria-hidden className="mt-0.5 size-4" />
        <span className="min-w-0 break-words whitespace-pre-wrap">{message.text}</span>
      </p>
      {general !== undefined && <General text={general} />}
      {handOver && (
        <Button asChild size="sm" className="mt-2.5">
          <a href={handOver.href} target="_blank" rel="noopener noreferrer">
            {handOver.label}
          </a>
        </Button>
      )}
      {missing && <WhyRefused missing={missing} verdict={verdict} />}
      {subjects && onAsk && <AskInstead subjects={subjects} onAsk={onAsk} />}
      <Nearest passages={message.refusal?.nearest ?? []} onOpen={onOpen} />
    </div>
  );
}

/** What a model says without the documents: set apart, in words and in looks, from everything that has a source. */
function General({ text }: { text: string }) {
  const t = useTranslations("chat.refusal.general");
  return (
    <div
      role="group"
      aria-label={t("title")}
      data-general
      className="mt-2.5 rounded-control border border-dashed border-line-strong bg-surface px-3 py-2"
    >
      <p className="text-xs font-medium text-refuse-ink">{t("title")}</p>
      <p className="mt-1 break-words whitespace-pre-wrap">{text}</p>
      <p className="mt-1 text-xs text-ink-2">{t("help")}</p>
    </div>
  );
}

function WhyRefused({ missing, verdict }: { missing: Missing; verdict: Verdict | null }) {
  const t = useTranslations("chat.refusal");
  const named = new Set(missing.entities.map((entity) => entity.toLowerCase()));
  const terms = missing.terms.filter((term) => !named.has(term.toLowerCase()));
  const lines = [
    missing.entities.length > 0 && t("entities", { terms: missing.entities.join(", ") }),
    terms.length > 0 && t("terms", { terms: terms.join(", ") }),
    missing.answerType !== null && t(`answerType.${missing.answerType}`),
    verdict &&
      t("score", {
        percent: Math.round(verdict.score * 100),
        threshold: Math.round(verdict.threshold * 100),
      }),
    judgeLine(verdict, t),
  ].filter((line) => line !== false && line !== null);
  if (lines.length === 0) return null;
  return (
    <div className="mt-2.5">
      <p className="text-xs font-medium">{t("why")}</p>
      <ul className="mt-0.5 list-disc pl-4 text-xs text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** What the model said that was asked beside the score, or that it could not be asked. */
function judgeLine(
  verdict: Verdict | null,
  t: ReturnType<typeof useTranslations<"chat.refusal">>,
): string | null {
  const judge = verdict?.judge;
  if (!judge) return null;
  if (judge.state === "unavailable") return t("judge.unavailable");
  if (judge.sufficient) return t("judge.sufficient");
  return judge.missing === "" ? t("judge.insufficient") : t("judge.missing", judge);
}

/** Questions that the documents have something on, in place of the one they have nothing on. */
function AskInstead({
  subjects,
  onAsk,
}: {
  subjects: readonly string[];
  onAsk: (question: string) => void;
}) {
  const t = useTranslations("chat.refusal");
  return (
    <div className="mt-2.5">
      <p className="text-xs font-medium">{t("instead")}</p>
      <div className="mt-1 flex flex-wrap gap-1.5">
        {subjects.map((subject) => (
          <Button
            key={subject}
            size="sm"
            className="h-auto min-h-7 py-1 text-left whitespace-normal"
            onClick={() => onAsk(t("askAbout", { subject }))}
          >
            {t("askAbout", { subject })}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Nearest({
  passages,
  onOpen,
}: {
  passages: readonly Passage[];
  onOpen: (passage: Passage) => void;
}) {
  const t = useTranslations("chat.refusal");
  const chat = useTranslations("chat");
  if (passages.length === 0) return null;
  return (
    <details className="mt-2.5 text-xs">
      <summary className="min-h-6 font-medium">{t("nearest")}</summary>
      <p className="text-ink-2">{t("nearestHelp")}</p>
      <ul className="mt-1.5 space-y-1">
        {passages.map((passage) => (
          <li key={passage.id}>
            <button
              type="button"
              onClick={() => onOpen(passage)}
              className="block w-full rounded-control bg-surface px-2.5 py-1.5 text-left hover:bg-raised"
            >
              <span className="block truncate font-medium">
                {chat("source", { name: passage.documentName, page: pageOf(passage) })}
              </span>
              <span className="line-clamp-2 text-ink-2">{passage.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
