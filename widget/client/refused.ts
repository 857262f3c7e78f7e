import type { VisitorProblem } from "@/lib/publication/protocol";

/** The server refused a call, and why. What never reached the server is a `TypeError` of `fetch` instead. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: VisitorProblem["code"];
  readonly retryAfterMs: number | null;

  constructor(problem: VisitorProblem) {
    super(problem.message);
    this.code = problem.code;
    this.retryAfterMs = problem.retryAfterMs ?? null;
  }
}

/** By name: the loader and the panel are bundles of their own, each with a class of its own. */
export function isRefused(error: unknown): error is Refused {
  return error instanceof Error && error.name === "Refused";
}

/** Reads why a call was refused; an answer of something in between, such as a proxy's page, counts as "unavailable". */
export async function refusalOf(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new Refused(body);
  return new Refused({ code: "unavailable", message: `HTTP ${String(response.status)}` });
}

function isProblem(body: unknown): body is VisitorProblem {
  return typeof body === "object" && body !== null && "code" in body && "message" in body;
}
