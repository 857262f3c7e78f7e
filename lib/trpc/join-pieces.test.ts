import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { joinPieces } from "./join-pieces";

/** A response whose body the test writes piece by piece. */
function written() {
  const { readable, writable } = new TransformStream<string, string>();
  const response = joinPieces(new Response(readable.pipeThrough(new TextEncoderStream())));
  if (!response.body) throw new Error("A response with a body has one.");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  return { writer: writable.getWriter(), reader };
}

describe("joinPieces", () => {
  it("joins what comes at once and keeps apart what comes later", async () => {
    const { writer, reader } = written();
    void writer.write("data: 1");
    void writer.write("\nid: 1");
    void writer.write("\n\n");
    expect(await reader.read()).toEqual({ done: false, value: "data: 1\nid: 1\n\n" });
    const later = reader.read();
    await wait(5);
    void writer.write("data: 2");
    void writer.close();
    expect(await later).toEqual({ done: false, value: "data: 2" });
    expect((await reader.read()).done).toBe(true);
  });

  it("does not hold back a piece that stays alone", async () => {
    const { writer, reader } = written();
    void writer.write("alone");
    expect((await reader.read()).value).toBe("alone");
  });

  it("passes on that nobody reads any more, and what went wrong", async () => {
    let cancelled: unknown = null;
    const body = new ReadableStream({ cancel: (reason) => void (cancelled = reason) });
    await joinPieces(new Response(body)).body?.cancel("left");
    expect(cancelled).toBe("left");
    const broken = new ReadableStream({ pull: () => Promise.reject(new Error("cut")) });
    await expect(joinPieces(new Response(broken)).text()).rejects.toThrow("cut");
  });

  it("leaves status, headers and an empty answer as they are", async () => {
    const made = joinPieces(new Response("text", { status: 207, headers: { "x-a": "1" } }));
    expect([made.status, made.headers.get("x-a"), await made.text()]).toEqual([207, "1", "text"]);
    expect(joinPieces(new Response(null, { status: 204 })).body).toBeNull();
  });
});
