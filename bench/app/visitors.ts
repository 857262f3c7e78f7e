import { randomInt } from "node:crypto";
import type { SessionAnswer, VisitorEvent } from "@/lib/publication/protocol";
import { refusalOf } from "@/widget/client/refused";
import { runEvents } from "@/widget/client/run-events";
import type { Workflow } from "./prepare";
import type { Session } from "./session";
import { readEvents } from "./sse";

/** More than any run of these asks. */
const PER_MINUTE = 100_000;

/** Somebody in a conversation of a published workflow, by its hosted page. */
export interface Visitor {
  readonly token: string;
  /** What a browser keeps to be the same visitor in another conversation. */
  readonly keepsake: string;
}

export interface Numbered {
  readonly id: number;
  readonly event: VisitorEvent;
}

export interface Publication {
  readonly id: string;
  /** Lets a new visitor in, or one that was there before, to a new conversation. */
  readonly enter: (keepsake?: string) => Promise<Visitor>;
  /** The events of an answer, over one connection; throws where the question isn't taken. */
  readonly ask: (visitor: Visitor, question: string) => AsyncGenerator<Numbered, void>;
  /** The same as the visitor's chat reads it, which takes up a connection that broke. */
  readonly follow: (visitor: Visitor, question: string) => AsyncGenerator<VisitorEvent>;
  /** All that is kept of a visitor, as they get it. */
  readonly dataOf: (visitor: Visitor) => Promise<unknown>;
}

/** Publishes the workflow and opens its hosted page to whoever has the link. */
export async function openForVisitors(
  { api, workspace, baseUrl }: Session,
  { id }: Workflow,
): Promise<Publication> {
  const of = { workspace, workflowId: id };
  const { revision } = await api.workflow.get.query({ workspace, id });
  await api.version.publish.mutate({ ...of, baseRevision: revision });
  await api.publication.setAccess.mutate({ ...of, access: { channel: "page", who: "link" } });
  await api.publication.switchChannel.mutate({ ...of, channel: "page", on: true });
  const { id: publication, limits } = await api.publication.get.query(of);
  const most = { visitorPerMinute: PER_MINUTE, publicationPerMinute: PER_MINUTE };
  await api.publication.setLimits.mutate({ ...of, limits: { ...limits, ...most } });
  const { sources } = await api.publication.audience.query(of);
  for (const { sourceId } of sources) {
    await api.publication.confirmSource.mutate({ ...of, sourceId, audience: "anyone" });
  }
  return callsTo(baseUrl, publication ?? "");
}

function callsTo(baseUrl: string, id: string): Publication {
  const own = { origin: baseUrl, "sec-fetch-site": "same-origin" };
  const send = async (path: string, init: RequestInit) => {
    const headers = { ...own, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${baseUrl}/api/embed/${id}/${path}`, { ...init, headers });
    if (response.ok) return response;
    throw await refusalOf(response);
  };
  const call = (path: string, headers: Record<string, string>, body?: object) =>
    send(path, {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const bearer = ({ token }: Visitor) => ({ authorization: `Bearer ${token}` });
  return {
    id,
    enter: async (keepsake) => {
      // Of an address of its own, as from one address only so many may come in.
      const from = { "x-forwarded-for": `10.${[1, 2, 3].map(() => randomInt(256)).join(".")}` };
      const visitor = keepsake === undefined ? {} : { visitor: keepsake };
      const answer = await call("session", from, { channel: "page", ...visitor });
      const session = (await answer.json()) as SessionAnswer;
      return { token: session.token, keepsake: session.visitor };
    },
    ask: async function* (visitor, question) {
      const asked = { question, requestId: crypto.randomUUID() };
      for await (const { id: seq, data } of readEvents(
        await call("questions", bearer(visitor), asked),
      )) {
        yield { id: Number(seq), event: JSON.parse(data) as VisitorEvent };
      }
    },
    follow: (visitor, question) =>
      runEvents({
        session: {
          server: baseUrl,
          call: (path, init = {}) =>
            send(path, { ...init, headers: { ...init.headers, ...bearer(visitor) } }),
        },
        from: { question, requestId: crypto.randomUUID() },
        signal: new AbortController().signal,
      }),
    dataOf: async (visitor) => (await call("data", bearer(visitor))).json() as Promise<unknown>,
  };
}
