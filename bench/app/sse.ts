/** One server-sent event; `data` of several lines is joined as the standard says. */
export interface SseEvent {
  readonly event: string;
  /** Empty where the server gave none. */
  readonly id: string;
  readonly data: string;
}

/** The events of an answer, as they arrive, up to its end. Throws when the answer is no event stream. */
export async function* readEvents(response: Response): AsyncGenerator<SseEvent> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !response.body || !type.startsWith("text/event-stream")) {
    throw new Error(
      `${response.url} answered ${String(response.status)}: ${await response.text()}`,
    );
  }
  let rest = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) yield event;
    }
  }
}

/** Null for what holds no data, such as comments that keep the connection open. */
function parseEvent(block: string): SseEvent | null {
  let event = "message";
  let id = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    if (line.startsWith("id:")) id = line.slice(3).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length === 0 ? null : { event, id, data: data.join("\n") };
}
