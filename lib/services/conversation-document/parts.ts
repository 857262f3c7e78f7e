import "server-only";
import type { WrittenBlock, WrittenPart } from "@/lib/connectors/_contract/writing";
import type { Citation, Message } from "@/lib/graph/values";
import { translator } from "@/lib/i18n/translator";
import { absoluteUrl } from "../address";
import { answerBlocks } from "./answer-blocks";

export interface SavedExchange {
  readonly runId: string;
  readonly question: string;
  readonly status: string;
  readonly output: Message | null;
  readonly askedAt: Date | null;
}

/** A conversation as it is to be written. */
export interface SavedConversation {
  /** Of the workflow. */
  readonly name: string;
  /** Address of the workspace in links. */
  readonly slug: string;
  /** Of the conversation, for members. */
  readonly path: string;
  readonly exchanges: readonly SavedExchange[];
}

const LONGEST_TITLE = 120;
const LONGEST_HEADING = 200;
/** A quote is there to be recognised; all of it stands in its document. */
const LONGEST_QUOTE = 700;

/** Cut where no character is cut in two. */
function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** The name of the document. */
export function titleOf({ name, exchanges }: SavedConversation): string {
  const t = translator("savedDocument");
  return shortened(t("title", { name, question: exchanges[0]?.question ?? "" }), LONGEST_TITLE);
}

/** What it begins with, then the exchanges that are over, each under the id of its run. */
export function partsOf(conversation: SavedConversation): WrittenPart[] {
  const t = translator("savedDocument");
  const { name, path, slug, exchanges } = conversation;
  const head: WrittenPart = {
    id: "head",
    blocks: [
      { kind: "title", runs: [{ text: t("heading", { name }) }] },
      {
        kind: "text",
        runs: [
          { text: `${t("saved")} `, faint: true },
          { text: t("open"), href: absoluteUrl(path) },
        ],
      },
    ],
  };
  const said = exchanges.map((exchange) => ({
    id: exchange.runId,
    blocks: exchangeBlocks(exchange, slug),
  }));
  return [head, ...said];
}

function exchangeBlocks(exchange: SavedExchange, slug: string): WrittenBlock[] {
  const t = translator("savedDocument");
  const { question, askedAt } = exchange;
  const heading = shortened(question, LONGEST_HEADING);
  const cutOff = heading !== question.trim();
  return [
    { kind: "heading", runs: [{ text: heading }] },
    ...(askedAt ? [faint(t("asked", { date: askedAt }))] : []),
    ...(cutOff ? [{ kind: "quote", runs: [{ text: question }] } as const] : []),
    ...outcomeBlocks(exchange, slug),
  ];
}

function outcomeBlocks({ status, output }: SavedExchange, slug: string): WrittenBlock[] {
  const t = translator("savedDocument");
  if (output?.withdrawn === true) return [bold(t("withdrawn"))];
  const answer = output === null ? [] : answerBlocks(output.text, output.unsupported);
  if (output?.outcome === "refused") {
    return [bold(t("refused")), ...answer, ...refusalBlocks(output)];
  }
  return [
    ...answer,
    ...(output?.unsupported?.length ? [faint(t("unsupported"))] : []),
    ...(output?.citations.length
      ? [subheading(t("sources")), ...output.citations.flatMap((one) => sourceBlocks(one, slug))]
      : []),
    ...(status === "failed" || status === "cancelled" ? [bold(t(status))] : []),
  ];
}

function refusalBlocks({ refusal }: Message): WrittenBlock[] {
  const t = translator("savedDocument");
  if (!refusal) return [];
  const { missing, general, handOver } = refusal;
  const items = [...new Set([...missing.entities, ...missing.terms])].join(", ");
  return [
    ...(items === "" ? [] : [faint(t("missing", { items }))]),
    ...(general === undefined
      ? []
      : [faint(t("general")), { kind: "quote", runs: [{ text: general }] } as const]),
    ...(handOver
      ? [
          {
            kind: "text",
            runs: [{ text: `${t("handOver")} ` }, { text: handOver.label, href: handOver.href }],
          } as const,
        ]
      : []),
  ];
}

function sourceBlocks(citation: Citation, slug: string): WrittenBlock[] {
  const t = translator("savedDocument");
  const {
    documentName: name,
    page,
    attached = false,
    correction,
    documentId,
    versionId,
  } = citation;
  const number = String(citation.number);
  const text =
    page === null
      ? t("source", { number, name })
      : t("sourcePage", { number, name, page: String(page) });
  const place = { version: versionId, start: String(citation.start), end: String(citation.end) };
  const query = new URLSearchParams({ ...place, ...(correction && { correction: correction.id }) });
  const href = absoluteUrl(`/${slug}/knowledge/documents/${documentId}?${query.toString()}`);
  const notes = [
    ...(attached ? [t("attached")] : []),
    ...(correction ? [t("corrected", { by: correction.by })] : []),
  ].join(", ");
  return [
    {
      kind: "text",
      runs: [
        { text, bold: true, ...(!attached && { href }) },
        ...(notes === "" ? [] : [{ text: ` (${notes})`, faint: true }]),
      ],
    },
    { kind: "quote", runs: [{ text: `“${shortened(citation.quote, LONGEST_QUOTE)}”` }] },
  ];
}

const bold = (text: string): WrittenBlock => ({ kind: "text", runs: [{ text, bold: true }] });
const faint = (text: string): WrittenBlock => ({ kind: "text", runs: [{ text, faint: true }] });
const subheading = (text: string): WrittenBlock => ({ kind: "subheading", runs: [{ text }] });
