import { describe, expect, it, vi } from "vitest";
import { SendError } from "./send-body";
import type { DocumentToSend, SendOptions } from "./send-document";
import { UploadQueue } from "./upload-queue";

interface Sending {
  document: DocumentToSend;
  options: SendOptions;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A queue whose files are on their way until the test says otherwise. */
function queueWith() {
  const sending: Sending[] = [];
  const begun: string[] = [];
  const givenUp: string[] = [];
  let changed = 0;
  const queue = new UploadQueue({
    send: (document, options) => {
      begun.push(document.file.name);
      return new Promise((resolve, reject) => {
        const one = { document, options, resolve, reject };
        sending.push(one);
        options.signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
    },
    giveUp: ({ file }) => void givenUp.push(file.name),
    onChanged: () => void (changed += 1),
  });
  const named = (name: string) => {
    const found = sending.findLast(({ document }) => document.file.name === name);
    if (!found) throw new Error(`${name} is not being sent`);
    return found;
  };
  const states = () => {
    const { items } = queue.store.getState();
    return Object.fromEntries(items.map(({ name, state }) => [name, state]));
  };
  return { queue, begun, givenUp, named, states, changed: () => changed };
}

function files(prefix: string, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    file: new File(["12345"], `${prefix}${String(at)}`),
    folder: "",
    problem: null,
  }));
}

/** All promises that are settled have had their say, and the batched state was shown. */
const settled = async (queue: UploadQueue, check: () => void) => {
  await vi.waitFor(check);
  queue.pause([]);
};

describe("the queue of uploads", () => {
  it("sends three at a time and lets a lone file pass those that were added together", async () => {
    const { queue, begun, named } = queueWith();
    queue.add(files("many", 100), "s1");
    await settled(queue, () => expect(begun).toEqual(["many0", "many1", "many2"]));
    expect(new Set(begun.map((name) => named(name).document.batch)).size).toBe(1);
    queue.add(files("lone", 1), "s2");
    named("many1").resolve();
    await settled(queue, () => expect(begun).toHaveLength(4));
    expect(begun.at(-1)).toBe("lone0");
    expect(named("lone0").document).toMatchObject({ sourceId: "s2", batch: undefined });
    named("many0").resolve();
    await settled(queue, () => expect(begun.at(-1)).toBe("many3"));
  });

  it("names what it leaves out and never sends it", async () => {
    const { queue, begun, states } = queueWith();
    const [good, bad] = [files("good", 1), files("bad", 1)];
    const problem = new SendError("document.empty");
    queue.add([...good, ...bad.map((one) => ({ ...one, problem }))], "s1");
    expect(states()).toEqual({ good0: "waiting", bad0: "left-out" });
    await settled(queue, () => expect(begun).toEqual(["good0"]));
    expect(queue.store.getState().totals).toMatchObject({ files: 1, bytes: 5 });
  });

  it("pauses, goes on where it was, and stops for good", async () => {
    const { queue, begun, named, states, givenUp } = queueWith();
    queue.add(files("f", 5), "s1");
    await settled(queue, () => expect(begun).toHaveLength(3));
    named("f1").options.onProgress?.(3);
    queue.pause();
    expect(new Set(Object.values(states()))).toEqual(new Set(["paused"]));
    await settled(queue, () => expect(named("f1").options.signal.aborted).toBe(true));
    named("f1").options.onProgress?.(4);
    queue.resume([1]);
    await settled(queue, () => expect(begun).toEqual(["f0", "f1", "f2", "f1"]));
    expect(states()).toMatchObject({ f0: "paused", f1: "sending" });
    named("f1").options.onProgress?.(2);
    queue.stop();
    await settled(queue, () => expect(givenUp).toContain("f1"));
    expect(new Set(Object.values(states()))).toEqual(new Set(["stopped"]));
    queue.clear();
    expect(queue.store.getState().items).toEqual([]);
  });

  it("keeps a failure until it is tried again, and tells when the connection is lost", async () => {
    const { queue, named, begun, states, changed } = queueWith();
    queue.add(files("f", 2), "s1");
    await settled(queue, () => expect(begun).toHaveLength(2));
    named("f0").reject(new SendError("storage.full"));
    named("f1").options.onOffline(true);
    await settled(queue, () => expect(states()).toEqual({ f0: "failed", f1: "offline" }));
    expect(queue.store.getState().items[0]?.error).toMatchObject({ code: "storage.full" });
    queue.retry();
    await settled(queue, () => expect(begun).toEqual(["f0", "f1", "f0"]));
    named("f0").resolve();
    named("f1").resolve();
    await settled(queue, () => expect(states()).toEqual({ f0: "done", f1: "done" }));
    expect(changed()).toBe(2);
  });

  it("makes a source once for all files, and again after that failed", async () => {
    const { queue, begun, named, states, changed } = queueWith();
    let asked = 0;
    const make = () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new SendError("client.offline")) : Promise.resolve("new");
    };
    queue.add(files("f", 3), make);
    await settled(queue, () =>
      expect(new Set(Object.values(states()))).toEqual(new Set(["failed"])),
    );
    queue.retry();
    await settled(queue, () => expect(begun).toHaveLength(3));
    expect(named("f2").document.sourceId).toBe("new");
    expect([asked, changed()]).toEqual([2, 1]);
  });

  it("shows progress of ten thousand files in few steps", async () => {
    const { queue, begun, named } = queueWith();
    let shown = 0;
    queue.store.subscribe(() => (shown += 1));
    queue.add(files("f", 10_000), "s1");
    await settled(queue, () => expect(begun).toHaveLength(3));
    for (let sent = 0; sent < 500; sent++) named("f0").options.onProgress?.(sent % 5);
    expect(shown).toBeLessThan(20);
  });
});
