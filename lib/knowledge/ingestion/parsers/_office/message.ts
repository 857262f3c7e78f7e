import { parseHTML } from "linkedom";
import type { DocumentBuilder } from "../document-builder";
import { appendHtml } from "../html/append-html";

/** What a message says, however it was stored. */
export interface Message {
  subject: string;
  /** "Name <address>", each. */
  from: string[];
  to: string[];
  cc: string[];
  /** As the sender's program wrote it. */
  date: string;
  /** Plain text; empty when there is only a page. */
  text: string;
  html: string;
}

/** Appends a message: its subject as a heading, who wrote to whom and when, then its text once. */
export function appendMessage(builder: DocumentBuilder, message: Message): void {
  const { subject, from, to, cc, date, text, html } = message;
  builder.heading(1, subject);
  const lines = [
    ["From", from.join(", ")],
    ["To", to.join(", ")],
    ["Cc", cc.join(", ")],
    ["Date", date],
  ];
  const filled = lines.filter(([, value]) => value !== undefined && value.trim() !== "");
  builder.paragraph(filled.map((line) => line.join(": ")).join("\n"));
  if (text.trim() !== "") builder.paragraph(text);
  else appendHtmlText(builder, html);
}

/** Appends what a page shows. Nothing it refers to is loaded. */
export function appendHtmlText(builder: DocumentBuilder, html: string): void {
  if (html.trim() === "") return;
  // linkedom has no document element for a fragment.
  const whole = /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  appendHtml(builder, parseHTML(whole).document.body);
}
