import { randomUUID } from "node:crypto";
import { POST as session } from "@/app/api/embed/[publication]/session/route";
import { POST as questions } from "@/app/api/embed/[publication]/questions/route";
import { GET as follow } from "@/app/api/embed/[publication]/runs/[runId]/events/route";
import type {
  SessionAnswer,
  SessionRequest,
  VisitorAnswer,
  VisitorEvent,
} from "@/lib/publication/protocol";
import { SITE } from "./published";

const BASE = "http://localhost:4400/api/embed";

export interface Sent {
  publicationId: string;
  origin?: string | null;
  headers?: Record<string, string>;
}

/** A request as a browser on another site sends it; `origin: null` leaves the origin out. */
export function visitorRequest(
  path: string,
  { publicationId, origin = SITE, headers, ...init }: Sent & RequestInit,
): Request {
  const all = { ...headers, ...(origin !== null && { origin, "sec-fetch-site": "cross-site" }) };
  return new Request(`${BASE}/${publicationId}/${path}`, { ...init, headers: all });
}

export const paramsOf = <T extends object>(publication: string, more: T) => ({
  params: Promise.resolve({ publication, ...more }),
});

export function startVisit(sent: Sent, asked: Partial<SessionRequest> = {}): Promise<Response> {
  const body = JSON.stringify({ channel: "widget", ...asked });
  const request = visitorRequest("session", { ...sent, method: "POST", body });
  return session(request, paramsOf(sent.publicationId, {}));
}

export async function visit(sent: Sent, asked?: Partial<SessionRequest>): Promise<SessionAnswer> {
  const response = await startVisit(sent, asked);
  if (!response.ok) throw new Error(`session: ${await response.text()}`);
  return (await response.json()) as SessionAnswer;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export function askRaw(
  sent: Sent & { token: string },
  question: string,
  requestId: string = randomUUID(),
): Promise<Response> {
  const headers = { ...sent.headers, ...bearer(sent.token) };
  const body = JSON.stringify({ question, requestId });
  const request = visitorRequest("questions", { ...sent, headers, method: "POST", body });
  return questions(request, paramsOf(sent.publicationId, {}));
}

export function followRaw(
  sent: Sent & { token: string },
  runId: string,
  last?: number,
): Promise<Response> {
  const headers = {
    ...bearer(sent.token),
    ...(last !== undefined && { "last-event-id": String(last) }),
  };
  const request = visitorRequest(`runs/${runId}/events`, { ...sent, headers });
  return follow(request, paramsOf(sent.publicationId, { runId }));
}

export interface Framed {
  id: number;
  event: VisitorEvent;
}

/** The events of a stream, in order. */
export async function framesOf(response: Response): Promise<Framed[]> {
  return (await response.text())
    .split("\n\n")
    .filter((frame) => frame.startsWith("id:"))
    .map((frame) => {
      const [id = "", data = ""] = frame.split("\n");
      return { id: Number(id.slice(4)), event: JSON.parse(data.slice(6)) as VisitorEvent };
    });
}

export function answerIn(frames: readonly Framed[]): VisitorAnswer {
  const last = frames.at(-1)?.event;
  if (last?.type !== "answered") throw new Error(`not answered: ${JSON.stringify(last)}`);
  return last.answer;
}
