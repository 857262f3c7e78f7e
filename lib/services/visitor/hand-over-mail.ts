import "server-only";
import { translator } from "@/lib/i18n/translator";
import type { MailMessage, MailPart } from "@/lib/mail/message";
import type { Exchange } from "@/lib/publication/protocol";
import { absoluteUrl } from "../address";

export interface HandedOver {
  readonly email: string;
  readonly message: string;
  /** Of the assistant. */
  readonly name: string;
  readonly exchanges: readonly Exchange[];
  /** Answers come from documents that not everybody may read, whoever reads this inbox included. */
  readonly restricted: boolean;
  /** Of the conversation, for members. */
  readonly path: string;
}

/** The newest exchanges, which are what it is about. */
const SHOWN = 10;
const LONGEST_ANSWER = 4000;

/** A conversation for the people it is handed over to: what the visitor says, what was asked and answered, and from what. */
export function handOverMail(given: HandedOver): MailMessage {
  const { email, message, name, exchanges, restricted, path } = given;
  const t = translator("mails.handOver");
  return {
    subject: t("subject", { name }),
    replyTo: email,
    parts: [
      { text: t("body", { name, email }) },
      ...(message === "" ? [] : [{ text: t("says") }, { quote: message }]),
      { heading: t("conversation") },
      ...exchanges.slice(-SHOWN).flatMap((exchange) => exchangeParts(exchange, restricted)),
      ...(restricted ? [{ text: t("restricted") }] : []),
      { action: t("open"), url: absoluteUrl(path) },
      { note: t("note", { email }) },
    ],
  };
}

function exchangeParts({ question, answer }: Exchange, restricted: boolean): MailPart[] {
  const t = translator("mails.handOver");
  const asked: MailPart[] = [{ text: t("asked") }, { quote: question }];
  if (restricted) return asked;
  if (!answer) return [...asked, { text: t("unanswered") }];
  const said = t(answer.kind === "refused" ? "refused" : "answered");
  const text =
    answer.text.length > LONGEST_ANSWER ? `${answer.text.slice(0, LONGEST_ANSWER)}…` : answer.text;
  const sources = answer.citations.map(({ number, documentName, page }) =>
    page === null
      ? t("source", { number: String(number), name: documentName })
      : t("sourcePage", { number: String(number), name: documentName, page: String(page) }),
  );
  return [
    ...asked,
    { text: said },
    { quote: text },
    ...(sources.length > 0 ? [{ items: sources }] : []),
  ];
}
