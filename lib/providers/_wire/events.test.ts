import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readEvent, readEvents, type ServerEvent } from "./events";

async function read(pieces: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(new Response(body))) events.push(event);
  return events;
}

const bytes = (text: string) => new TextEncoder().encode(text);
/** Without line ends, and not starting with the blank that the format eats. */
const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]|^ /g, ""));
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

describe("readEvents", () => {
  it("reads the same events however the bytes are cut and the lines end", async () => {
    const sent = fc.array(fc.record({ event: line, data: fc.array(line, { minLength: 1 }) }));
    const cuts = fc.array(fc.nat({ max: 400 }));
    await fc.assert(
      fc.asyncProperty(sent, cuts, lineEnd, async (events, at, end) => {
        const text = events.map(({ event, data }) =>
          [
            `event: ${event}`,
            ": a comment",
            "id: 7",
            ...data.map((one) => `data: ${one}`),
            "",
            "",
          ].join(end),
        );
        const all = bytes(text.join(""));
        const places = [
          0,
          ...at.filter((one) => one < all.length).sort((a, b) => a - b),
          all.length,
        ];
        const pieces = places.slice(1).map((to, index) => all.slice(places[index], to));
        const expected = events.map(({ event, data }) => ({ event, data: data.join("\n") }));
        expect(await read(pieces)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["an event that was cut off", "data: a\n\ndata: b", ["a"]],
    ["an event without data", "event: ping\n\ndata: a\n\n", ["a"]],
    ["a line without a colon", "data\n\n", [""]],
    ["data without a blank", "data:a\n\n", ["a"]],
  ])("%s", async (_, text, expected) => {
    expect((await read([bytes(text)])).map(({ data }) => data)).toEqual(expected);
  });
});

describe("readEvent", () => {
  const subject = { host: "h", model: "m", pages: {} };
  const schema = z.object({ a: z.number() });

  it("gives what the event holds", () => {
    expect(readEvent({ event: "", data: '{"a":1}' }, schema, subject)).toEqual({ a: 1 });
  });

  it.each(["{oops", '{"a":"1"}', ""])("%j is garbled", (data) => {
    expect(() => readEvent({ event: "", data }, schema, subject)).toThrow(
      expect.objectContaining({ code: "model.garbled" }),
    );
  });
});
