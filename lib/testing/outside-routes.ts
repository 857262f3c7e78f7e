import * as batch from "@/app/api/embed/[publication]/batches/[batchId]/route";
import * as batchResults from "@/app/api/embed/[publication]/batches/[batchId]/results/route";
import * as batchStop from "@/app/api/embed/[publication]/batches/[batchId]/stop/route";
import * as batches from "@/app/api/embed/[publication]/batches/route";
import * as data from "@/app/api/embed/[publication]/data/route";
import * as file from "@/app/api/embed/[publication]/files/[fileId]/route";
import * as files from "@/app/api/embed/[publication]/files/route";
import * as questions from "@/app/api/embed/[publication]/questions/route";
import * as citation from "@/app/api/embed/[publication]/runs/[runId]/citations/[number]/route";
import * as events from "@/app/api/embed/[publication]/runs/[runId]/events/route";
import * as feedback from "@/app/api/embed/[publication]/runs/[runId]/feedback/route";
import * as handOver from "@/app/api/embed/[publication]/runs/[runId]/hand-over/route";
import * as stop from "@/app/api/embed/[publication]/runs/[runId]/stop/route";
import * as session from "@/app/api/embed/[publication]/session/route";
import * as signIn from "@/app/api/embed/[publication]/sign-in/route";
import * as hint from "@/app/api/connections/[type]/changes/[watch]/route";
import * as sourceCall from "@/app/api/sources/[source]/changes/route";
import * as ask from "@/app/api/v1/ask/route";
import * as completions from "@/app/api/v1/chat/completions/route";
import * as mcp from "@/app/api/v1/mcp/route";
import * as models from "@/app/api/v1/models/route";
import * as openapi from "@/app/api/v1/openapi.json/route";

const ORIGIN = "http://localhost:4400";
const params = Promise.resolve({
  publication: "nosuchpublication",
  runId: "run",
  fileId: "file",
  batchId: "batch",
  number: "1",
  type: "sharepoint",
  watch: "nosuchwatch",
  source: "nosuchsource",
});

type Handler = (
  request: Request,
  context: { params: typeof params },
) => Response | Promise<Response>;
export interface OutsideRoute {
  /** What everybody meets, signed in or not: only a visitor's token or an API key opens these. */
  readonly status: number;
  readonly call: (send: { cookie: string }) => Promise<Response>;
}

function route(method: string, status: number, handle: Handler): OutsideRoute {
  return {
    status,
    call: async ({ cookie }) => {
      const body = method === "POST" ? "{}" : undefined;
      const headers = { cookie, origin: ORIGIN, "content-type": "application/json" };
      const request = new Request(`${ORIGIN}/x`, { method, headers, ...(body && { body }) });
      return handle(request, { params });
    },
  };
}

/** The routes for visitors and programs, by folder and method. */
export const OUTSIDE_ROUTES: Readonly<Record<string, OutsideRoute>> = {
  "connections/[type]/changes/[watch] POST": route("POST", 404, hint.POST),
  "sources/[source]/changes POST": route("POST", 404, sourceCall.POST),
  "embed/[publication]/session POST": route("POST", 400, session.POST),
  "embed/[publication]/questions POST": route("POST", 401, questions.POST),
  "embed/[publication]/batches POST": route("POST", 401, batches.POST),
  "embed/[publication]/batches/[batchId] GET": route("GET", 401, batch.GET),
  "embed/[publication]/batches/[batchId]/results GET": route("GET", 401, batchResults.GET),
  "embed/[publication]/batches/[batchId]/stop POST": route("POST", 401, batchStop.POST),
  "embed/[publication]/data GET": route("GET", 401, data.GET),
  "embed/[publication]/data DELETE": route("DELETE", 401, data.DELETE),
  "embed/[publication]/files GET": route("GET", 401, files.GET),
  "embed/[publication]/files POST": route("POST", 401, files.POST),
  "embed/[publication]/files/[fileId] DELETE": route("DELETE", 401, file.DELETE),
  "embed/[publication]/runs/[runId]/events GET": route("GET", 401, events.GET),
  "embed/[publication]/runs/[runId]/stop POST": route("POST", 401, stop.POST),
  "embed/[publication]/runs/[runId]/feedback POST": route("POST", 401, feedback.POST),
  "embed/[publication]/runs/[runId]/hand-over POST": route("POST", 401, handOver.POST),
  "embed/[publication]/sign-in POST": route("POST", 400, signIn.POST),
  "embed/[publication]/runs/[runId]/citations/[number] GET": route("GET", 401, citation.GET),
  "v1/ask POST": route("POST", 401, ask.POST),
  "v1/chat/completions POST": route("POST", 401, completions.POST),
  "v1/models GET": route("GET", 401, models.GET),
  "v1/mcp POST": route("POST", 401, mcp.POST),
  "v1/mcp GET": route("GET", 405, mcp.GET),
  "v1/mcp DELETE": route("DELETE", 405, mcp.DELETE),
  "v1/openapi.json GET": route("GET", 200, openapi.GET),
};
