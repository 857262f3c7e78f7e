import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { Autosave, type SyncState, type Version } from "./autosave";
import { addNode, renameNode, removeParts, setParams } from "./edit-graph";
import { openJournal } from "./journal";

const START: Graph = addNode(EMPTY_GRAPH, {
  type: nodeCatalog.refusal,
  label: "Refusal",
  position: { x: 0, y: 0 },
}).graph;
const say = (graph: Graph, message: string) => setParams(graph, "refusal-1", { message });

class Refused extends Error {
  constructor(readonly kind: "stale" | "passing" | "lasting") {
    super(kind);
  }
}

/** A server with one workflow, which others may change and which can be made to fail. */
class Server {
  version: Version = { graph: START, revision: 1 };
  failing: Refused | null = null;
  saves = 0;

  async save(graph: Graph, baseRevision: number) {
    this.saves++;
    if (this.failing) throw this.failing;
    if (baseRevision !== this.version.revision) throw new Refused("stale");
    this.version = { graph, revision: baseRevision + 1 };
    return { revision: this.version.revision };
  }

  async load() {
    return this.version;
  }

  changedElsewhere(change: (graph: Graph) => Graph) {
    this.version = { graph: change(this.version.graph), revision: this.version.revision + 1 };
  }
}

function open(server: Server, base: Version = server.version) {
  let graph = base.graph;
  const states: SyncState[] = [];
  const autosave = new Autosave({
    base,
    journal: openJournal("w", localStorage),
    document: {
      get: () => graph,
      replace: (next) => {
        graph = next;
      },
    },
    server,
    failureOf: (error) => (error instanceof Refused ? error.kind : "passing"),
    onState: (state) => states.push(state),
  });
  const edit = (change: (graph: Graph) => Graph) => {
    graph = change(graph);
    autosave.changed();
  };
  return { autosave, edit, state: () => states.at(-1), states, graph: () => graph };
}

const message = (graph: Graph) => graph.nodes[0]?.params.message;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("saving", () => {
  it("waits for a moment of quiet and says saved only once confirmed", async () => {
    const server = new Server();
    const tab = open(server);
    tab.edit((graph) => say(graph, "a"));
    await vi.advanceTimersByTimeAsync(300);
    tab.edit((graph) => say(graph, "ab"));
    await vi.advanceTimersByTimeAsync(500);
    expect([server.saves, tab.state()?.status]).toEqual([0, "saving"]);
    await vi.advanceTimersByTimeAsync(100);
    expect([server.saves, tab.state()?.status]).toEqual([1, "saved"]);
    expect(message(server.version.graph)).toBe("ab");
    expect(localStorage.length).toBe(0);
  });

  it("sends what was typed while a save was under way", async () => {
    const server = new Server();
    const tab = open(server);
    tab.edit((graph) => say(graph, "a"));
    const done = tab.autosave.flush();
    tab.edit((graph) => say(graph, "b"));
    expect(await done).toBe(true);
    expect([server.saves, message(server.version.graph)]).toEqual([2, "b"]);
  });

  it("does not call an undone edit saved while that edit is on its way", async () => {
    const server = new Server();
    const tab = open(server);
    tab.edit((graph) => say(graph, "a"));
    const done = tab.autosave.flush();
    tab.edit(() => START);
    expect(tab.state()?.status).toBe("saving");
    await done;
    expect([tab.state()?.status, message(server.version.graph)]).toEqual(["saved", message(START)]);
  });

  it("tries again, less and less often, until the server is back", async () => {
    const server = new Server();
    server.failing = new Refused("passing");
    const tab = open(server);
    tab.edit((graph) => say(graph, "a"));
    await vi.advanceTimersByTimeAsync(600 + 1000 + 2000);
    expect([server.saves, tab.state()?.status]).toEqual([3, "retrying"]);
    server.failing = null;
    await vi.advanceTimersByTimeAsync(4000);
    expect([server.saves, tab.state()?.status]).toEqual([4, "saved"]);
  });

  it("does not insist when the refusal lasts", async () => {
    const server = new Server();
    server.failing = new Refused("lasting");
    const tab = open(server);
    tab.edit((graph) => say(graph, "a"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([server.saves, tab.state()?.status]).toEqual([1, "refused"]);
    expect(await tab.autosave.flush()).toBe(false);
  });
});

describe("changes made elsewhere", () => {
  it("are merged in, told, and never overwritten", async () => {
    const server = new Server();
    const tab = open(server);
    server.changedElsewhere((graph) => renameNode(graph, "refusal-1", "No answer"));
    tab.edit((graph) => say(graph, "mine"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(tab.state()).toMatchObject({ status: "saved", notice: { kind: "merged" } });
    for (const graph of [tab.graph(), server.version.graph]) {
      expect([graph.nodes[0]?.name, message(graph)]).toEqual(["No answer", "mine"]);
    }
  });

  it("stop the saving when both changed the same, until somebody chooses", async () => {
    const server = new Server();
    const tab = open(server);
    server.changedElsewhere((graph) => say(graph, "theirs"));
    tab.edit((graph) => say(graph, "mine"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tab.state()).toMatchObject({
      status: "conflict",
      conflict: { conflicts: [{ part: "params.message", mine: "mine", theirs: "theirs" }] },
    });
    expect(message(server.version.graph)).toBe("theirs");
    tab.edit((graph) => renameNode(graph, "refusal-1", "Still typing"));
    tab.autosave.resolve(new Map([["part refusal-1 params.message", "theirs"]]));
    await vi.advanceTimersByTimeAsync(1000);
    expect(tab.state()).toMatchObject({ status: "saved", conflict: null });
    expect(message(server.version.graph)).toBe("theirs");
    expect(server.version.graph.nodes[0]?.name).toBe("Still typing");
  });

  it("keep a deleted node that somebody worked on, unless the deletion is chosen", async () => {
    for (const [side, left] of [
      ["theirs", 1],
      ["mine", 0],
    ] as const) {
      const server = new Server();
      const tab = open(server);
      server.changedElsewhere((graph) => say(graph, "theirs"));
      tab.edit((graph) => removeParts(graph, { nodes: new Set(["refusal-1"]), edges: new Set() }));
      await vi.advanceTimersByTimeAsync(1000);
      tab.autosave.resolve(new Map([["removed refusal-1", side]]));
      await vi.advanceTimersByTimeAsync(1000);
      expect(server.version.graph.nodes).toHaveLength(left);
    }
  });

  it("are found when the tab comes back to the front", async () => {
    const server = new Server();
    const tab = open(server);
    server.changedElsewhere((graph) => say(graph, "theirs"));
    await tab.autosave.refresh();
    expect(message(tab.graph())).toBe("theirs");
    expect(tab.state()).toMatchObject({ status: "saved", notice: { kind: "merged" } });
  });

  it("are not seen in an own save whose confirmation was lost", async () => {
    const server = new Server();
    const tab = open(server);
    const save = server.save.bind(server);
    server.save = async (graph, revision) => {
      await save(graph, revision);
      server.save = save;
      throw new Refused("passing");
    };
    tab.edit((graph) => say(graph, "mine"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(tab.state()).toMatchObject({ status: "saved", notice: null });
    expect(server.version.revision).toBe(2);
  });
});

describe("unsent edits", () => {
  function closedTab(server: Server) {
    server.failing = new Refused("passing");
    const tab = open(server);
    tab.edit((graph) => say(graph, "unsent"));
    tab.autosave.stop();
    server.failing = null;
  }

  it("survive a closed tab", async () => {
    const server = new Server();
    closedTab(server);
    const tab = open(server);
    tab.autosave.start();
    expect(message(tab.graph())).toBe("unsent");
    expect(tab.state()?.notice?.kind).toBe("restored");
    await vi.advanceTimersByTimeAsync(1000);
    expect([tab.state()?.status, message(server.version.graph)]).toEqual(["saved", "unsent"]);
    expect(localStorage.length).toBe(0);
  });

  it("are merged with what was saved meanwhile", async () => {
    const server = new Server();
    closedTab(server);
    server.changedElsewhere((graph) => renameNode(graph, "refusal-1", "No answer"));
    const tab = open(server);
    tab.autosave.start();
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.version.graph.nodes[0]?.name).toBe("No answer");
    expect(message(server.version.graph)).toBe("unsent");
  });

  it("are forgotten when they did arrive", () => {
    const server = new Server();
    closedTab(server);
    server.changedElsewhere((graph) => say(graph, "unsent"));
    const tab = open(server);
    tab.autosave.start();
    expect(tab.states).toEqual([]);
    expect(localStorage.length).toBe(0);
  });

  it("ignore what is not a journal", () => {
    localStorage.setItem("groundwork.unsent.w.1", "{broken");
    const tab = open(new Server());
    tab.autosave.start();
    expect(tab.graph()).toBe(START);
  });

  it("are handed over when the page goes away", () => {
    const tab = open(new Server());
    expect(tab.autosave.unsent()).toBeNull();
    tab.edit((graph) => say(graph, "last words"));
    expect(tab.autosave.unsent()).toMatchObject({ baseRevision: 1 });
    expect(localStorage.length).toBe(1);
  });
});
