import { describe, expect, it } from "vitest";
import { readEvents } from "./sse";

function answer(chunks: readonly string[], init: ResponseInit = {}): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" }, ...init });
}

async function read(chunks: readonly string[]) {
  const events = [];
  for await (const event of readEvents(answer(chunks))) events.push(event);
  return events;
}

describe("readEvents", () => {
  it("reads events that come in pieces", async () => {
    expect(
      await read(["event: conn", "ected\ndata: {}\n", "\nid: 1\ndata: a\ndata:  b\n\n"]),
    ).toEqual([
      { event: "connected", id: "", data: "{}" },
      { event: "message", id: "1", data: "a\n b" },
    ]);
  });

  it("passes over comments and an event that was cut off", async () => {
    expect(await read([": ping\n\n", "data: whole\n\ndata: half"])).toEqual([
      { event: "message", id: "", data: "whole" },
    ]);
  });

  it("refuses an answer that is no event stream", async () => {
    const events = readEvents(answer(["no"], { status: 500 }));
    await expect(events.next()).rejects.toThrow("answered 500: no");
  });
});
