import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { diffGraphs } from "@/lib/graph/diff";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import { mergeGraphs } from "@/lib/graph/merge";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { addNode, renameNode, setParams } from "../state/edit-graph";
import { renderInEditor } from "../test-harness";
import { MergeDialog } from "./merge-dialog";

const base: Graph = addNode(EMPTY_GRAPH, {
  type: nodeCatalog.refusal,
  label: "Refusal",
  position: { x: 0, y: 0 },
}).graph;
const mine = setParams(base, "refusal-1", { message: "Mine" });
const theirs = renameNode(setParams(base, "refusal-1", { message: "Theirs" }), "refusal-1", "No");

describe("the merge dialog", () => {
  it("shows both versions, what else was changed, and starts with mine", async () => {
    const { store } = renderInEditor(<MergeDialog onClose={() => undefined} />, mine);
    const { conflicts } = mergeGraphs(base, mine, theirs);
    const changes = diffGraphs(base, theirs);
    store.getState().setSync({
      status: "conflict",
      error: null,
      notice: null,
      conflict: { conflicts, changes },
    });
    const keep = await screen.findByLabelText<HTMLInputElement>(/Keep mine/);
    expect(keep.checked).toBe(true);
    expect(screen.getByText("“What to say” of Refusal")).toBeTruthy();
    expect(screen.getByText("Theirs")).toBeTruthy();
    expect(screen.getByText("Refusal was renamed to No")).toBeTruthy();
    const user = userEvent.setup();
    const take = screen.getByLabelText<HTMLInputElement>(/Take theirs/);
    await user.click(take);
    await waitFor(() => expect(take.checked).toBe(true));
    expect(keep.checked).toBe(false);
  });
});
