import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/scripts/test/find-browser.mjs";
import type { Access } from "@/lib/publication/settings";
import { report } from "../report";
import { percentile } from "../statistics";
import type { Workflow } from "./prepare";
import { forgetCalls } from "./direct";
import type { ModelServer } from "./servers";
import type { Session } from "./session";
import type { Publication } from "./visitors";

interface Prepared {
  readonly session: Session;
  readonly workflow: Workflow;
  readonly model: ModelServer;
  readonly publication: Publication;
}

/** Questions of a conversation; then the page is loaded anew with another visitor. */
const QUESTIONS_EACH = 4;

/**
 * In a real browser: from the click that sends a question to the first word on the page, in the widget on somebody's site
 * and on the hosted page, by turns with the first word of a bare call of the same address.
 */
export async function measureFirstWord(
  { session, workflow, model, publication }: Prepared,
  rounds: number,
): Promise<void> {
  const site = await serveSite(session.baseUrl, publication.id);
  const of = { workspace: session.workspace, workflowId: workflow.id };
  const access: Access = { channel: "widget", origins: [site.origin], identified: false };
  await session.api.publication.setAccess.mutate({ ...of, access });
  await session.api.publication.switchChannel.mutate({ ...of, channel: "widget", on: true });
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
    ...(executablePath !== null && { executablePath }),
  });
  const surfaces = [
    ["widget", site.origin],
    ["page", `${session.baseUrl}/chat/${publication.id}`],
  ] as const;
  try {
    for (const [surface, address] of surfaces) {
      const clicked: number[] = [];
      const bare: number[] = [];
      while (clicked.length < rounds) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(address);
        await openChat(page, surface);
        const visitor = await publication.enter();
        for (let asked = 0; asked < QUESTIONS_EACH && clicked.length < rounds; asked += 1) {
          const question = workflow.questions[clicked.length % workflow.questions.length] ?? "";
          clicked.push(await clickToWord(page, question));
          bare.push(await firstWord(publication.ask(visitor, question)));
        }
        await context.close();
        await forgetCalls(model);
      }
      report({
        bench: "first-word",
        value: percentile(clicked, 0.5),
        unit: "ms from the click",
        surface,
        p95: percentile(clicked, 0.95),
        bareP50: percentile(bare, 0.5),
        bareP95: percentile(bare, 0.95),
        rounds,
      });
    }
  } finally {
    await browser.close();
    await site.stop();
  }
}

/** A page of somebody else's with the chat's one line. */
async function serveSite(base: string, publication: string) {
  const line = `<script src="${base}/widget/v1.js" data-publication="${publication}" async></script>`;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Shop</title><h1>Shop</h1>${line}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${String(port)}`, stop };
}

const HOST = "[data-groundwork], [data-publication]:not(script)";

async function openChat(page: Page, surface: string): Promise<void> {
  if (surface === "widget") await page.locator(HOST).locator(".launcher").click();
  await page.locator(HOST).getByRole("textbox").waitFor();
}

/** By the page's own clock, which the way from here to the browser is no part of. */
async function clickToWord(page: Page, question: string): Promise<number> {
  const host = page.locator(HOST);
  await host.getByRole("textbox").fill(question);
  const time = await host.locator(".panel").evaluate(
    (panel) =>
      new Promise<number>((resolve) => {
        const before = panel.querySelectorAll("[data-turn]").length;
        let clicked = 0;
        const watch = new MutationObserver(() => {
          const turn = panel.querySelectorAll("[data-turn]")[before];
          if (!turn?.querySelector(".text")?.textContent) return;
          watch.disconnect();
          resolve(performance.now() - clicked);
        });
        watch.observe(panel, { subtree: true, childList: true, characterData: true });
        clicked = performance.now();
        panel.querySelector<HTMLButtonElement>("button.send[type=submit]")?.click();
      }),
  );
  await host.locator("[data-turn]").last().and(page.locator("[data-turn=answered]")).waitFor();
  return time;
}

async function firstWord(events: ReturnType<Publication["ask"]>): Promise<number> {
  const before = performance.now();
  let time: number | null = null;
  for await (const { event } of events) {
    if (event.type === "words") time ??= performance.now() - before;
  }
  if (time === null) throw new Error("A question was not answered.");
  return time;
}
