import type { Reply } from "@/lib/providers/_wire/failures";

/**
 * Says in the common way what Google says in its own (ai.google.dev/gemini-api/docs/troubleshooting): a wrong key is status
 * 400, the wait is in the body (google.rpc.RetryInfo), and "your current quota" may be that of this minute.
 */
export function inCommonWords({ status, headers, text }: Reply): Reply {
  if (status === 400 && /API_KEY_(?:INVALID|EXPIRED)/.test(text))
    return { status: 401, headers, text };
  const [, seconds] = /"retryDelay":\s*"([\d.]+)s"/.exec(text) ?? [];
  if (status !== 429 || /PerDay/.test(text)) return { status, headers, text };
  const waiting = new Headers(headers);
  if (seconds !== undefined) waiting.set("retry-after", seconds);
  return { status, headers: waiting, text: text.replaceAll(/exceeded your current quota/gi, "") };
}
