import { expect, type APIRequestContext } from "@playwright/test";

/** Calls a mutation with the session of this context, the way the app does. Fails the test on any error. */
export async function mutate<T>(
  request: APIRequestContext,
  procedure: string,
  input: Readonly<Record<string, unknown>>,
): Promise<T> {
  const response = await request.post(`/api/trpc/${procedure}`, { data: { json: input } });
  expect(response.ok(), `${procedure} answered ${response.status()}`).toBe(true);
  const body = (await response.json()) as { result: { data: { json: T } } };
  return body.result.data.json;
}

/** Calls a query likewise. */
export async function query<T>(
  request: APIRequestContext,
  procedure: string,
  input: Readonly<Record<string, unknown>>,
): Promise<T> {
  const params = { input: JSON.stringify({ json: input }) };
  const response = await request.get(`/api/trpc/${procedure}`, { params });
  expect(response.ok(), `${procedure} answered ${response.status()}`).toBe(true);
  const body = (await response.json()) as { result: { data: { json: T } } };
  return body.result.data.json;
}

/** Makes an empty workspace, so that no test sees what another left. Returns its slug. */
export async function newWorkspace(request: APIRequestContext, name: string): Promise<string> {
  const { slug } = await mutate<{ slug: string }>(request, "workspace.create", { name });
  return slug;
}
