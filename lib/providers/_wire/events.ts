import "server-only";
import type { z } from "zod";
import { garbled, type Subject } from "./failures";

/** One event of a stream; `event` is empty where the service names none. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events as html.spec.whatwg.org/multipage/server-sent-events.html describes them. An event without its
 * blank line is left out: it was cut off. Leaving the loop closes the connection.
 */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  if (!response.body) return;
  const decoder = new TextDecoder();
  let rest = "";
  let returned = false;
  let event = "";
  let data: string[] = [];
  for await (const bytes of response.body) {
    let text = decoder.decode(bytes, { stream: true });
    // A line that ended with a carriage return may still get its line feed.
    if (returned && text.startsWith("\n")) text = text.slice(1);
    returned = text.endsWith("\r");
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield { event, data: data.join("\n") };
        event = "";
        data = [];
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") data.push(value);
      else if (field === "event") event = value;
    }
  }
}

/** The JSON of an event as `schema` wants it. Throws `model.garbled`. */
export function readEvent<Schema extends z.ZodType>(
  { data }: ServerEvent,
  schema: Schema,
  subject: Subject,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw garbled(subject, "events that are not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw garbled(subject, "events of another shape");
  return parsed.data;
}
