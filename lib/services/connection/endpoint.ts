import { AppError } from "@/lib/errors/app-error";

/** Refuses what can't be a model endpoint. The address itself is checked by lib/net at every request. */
export function checkEndpoint({ baseUrl }: { provider: string; baseUrl: string }): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const web = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !web || url.username !== "" || url.password !== "") {
    throw new AppError("connection.bad-url", "bad-request");
  }
}
