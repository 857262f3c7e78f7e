import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { WorkspaceProvider, type CurrentWorkspace } from "@/components/shell/workspace-context";
import { renderWithMessages } from "@/components/testing/render";
import { RowCheck } from "@/components/ui/row-check";
import { TRPCProvider } from "@/lib/trpc/client";
import { BulkBar } from "./bulk-bar";
import { FilterMenu } from "./filter-menu";
import { TagsDialog } from "./tags-dialog";
import type { Bulk } from "./use-bulk";

const workspace = { slug: "acme", permissions: [] } as unknown as CurrentWorkspace;
const show = (children: React.ReactNode) =>
  renderWithMessages(
    <WorkspaceProvider workspace={workspace}>
      <TRPCProvider>{children}</TRPCProvider>
    </WorkspaceProvider>,
  );

describe("the dialog of tags", () => {
  const open = (of: Parameters<typeof TagsDialog>[0]["of"]) => {
    const onSubmit = vi.fn();
    return {
      onSubmit,
      ...show(<TagsDialog of={of} onClose={() => undefined} onSubmit={onSubmit} />),
    };
  };
  const save = () => screen.getByRole("button", { name: "Save" });

  it("saves a tag that is still being typed, where pressing a button doesn't leave the field", async () => {
    const { user, onSubmit } = open({ name: "lifts.md", tags: ["old"] });
    await user.type(screen.getByLabelText("Tags", { selector: "input" }), " new ");
    fireEvent.click(save());
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ add: ["new"], remove: [] });
  });

  it("puts no chip above the button while it is pressed", async () => {
    const { user, onSubmit } = open({ name: "lifts.md", tags: [] });
    await user.type(screen.getByLabelText("Tags"), "new");
    await user.pointer({ keys: "[MouseLeft>]", target: save() });
    expect(screen.queryByRole("button", { name: "Remove new" })).toBeNull();
    await user.pointer({ keys: "[/MouseLeft]", target: save() });
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ add: ["new"], remove: [] });
  });

  it("adds to and takes from many what stands as chips and what is still typed", async () => {
    const { user, onSubmit } = open(3);
    await user.type(screen.getByLabelText("Add", { selector: "input" }), "a,b{Enter}c");
    await user.type(screen.getByLabelText("Take away", { selector: "input" }), "d");
    await user.click(save());
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ add: ["a", "b", "c"], remove: ["d"] });
  });

  it("takes away the tags whose chips were removed, and enters none twice", async () => {
    const { user, onSubmit } = open({ name: "lifts.md", tags: ["one", "two", "three"] });
    await user.click(screen.getByRole("button", { name: "Remove two" }));
    await user.type(screen.getByLabelText("Tags", { selector: "input" }), "{Backspace}one{Enter}");
    await user.click(save());
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ add: [], remove: ["two", "three"] });
  });
});

describe("the bar of what is selected", () => {
  const idle = (): Bulk => ({
    ...{ progress: null, stop: vi.fn(), pause: vi.fn(), resume: vi.fn(), cancel: vi.fn() },
    ...{ retry: vi.fn(), remove: vi.fn().mockResolvedValue(undefined), tag: vi.fn() },
    ...{ recognize: vi.fn(), unlock: vi.fn() },
  });
  const bar = (bulk: Bulk, onSelectAll = vi.fn(), onClear = vi.fn()) => ({
    ...{ onSelectAll, onClear },
    ...show(
      <BulkBar selected={new Set(["1", "2"])} total={5} {...{ bulk, onSelectAll, onClear }} />,
    ),
  });

  it("does at once what can be undone, and offers all that fit the filter", async () => {
    const bulk = idle();
    const { user, onSelectAll } = bar(bulk);
    expect(screen.getByRole("status").textContent).toBe("2 selected");
    await user.click(screen.getByRole("button", { name: "Pause" }));
    expect(bulk.pause).toHaveBeenCalledExactlyOnceWith(["1", "2"]);
    await user.click(screen.getByRole("button", { name: "Select all 5" }));
    expect(onSelectAll).toHaveBeenCalledOnce();
  });

  it("asks before it deletes, then selects nothing", async () => {
    const bulk = idle();
    const { user, onClear } = bar(bulk);
    await user.click(screen.getByRole("button", { name: "Delete…" }));
    expect(bulk.remove).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: /^Delete 2/ }));
    expect(bulk.remove).toHaveBeenCalledExactlyOnceWith(["1", "2"]);
    await vi.waitFor(() => expect(onClear).toHaveBeenCalledOnce());
  });

  it("tells how far it is, and can be stopped", async () => {
    const bulk = { ...idle(), progress: { done: 1, total: 2 } };
    const { user } = bar(bulk);
    expect(screen.getByText("1 of 2 done")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Delete…" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(bulk.stop).toHaveBeenCalledOnce();
  });
});

describe("a filter", () => {
  function Types({ first }: { first: string[] }) {
    const [chosen, setChosen] = useState(first);
    const options = [
      { value: "pdf", label: "PDF", count: 1200 },
      { value: "md", label: "Markdown", count: 3 },
    ];
    const label = "Type";
    return <FilterMenu label={label} options={options} chosen={chosen} onChange={setChosen} />;
  }

  it("says what is chosen, and how many more", async () => {
    const { user } = show(<Types first={[]} />);
    await user.click(screen.getByRole("button", { name: "Type" }));
    await user.click(screen.getByRole("menuitemcheckbox", { name: /PDF.*1,200/ }));
    expect(screen.getByText("Type: PDF")).toBeDefined();
  });

  it("lets go of what there is none of any more", async () => {
    const { user } = show(<Types first={["docx"]} />);
    await user.click(screen.getByRole("button", { name: "Type: docx" }));
    const gone = screen.getByRole("menuitemcheckbox", { name: /docx/ });
    expect(gone.getAttribute("aria-checked")).toBe("true");
    await user.click(gone);
    expect(screen.queryByText("Type: docx")).toBeNull();
  });
});

describe("the check box of a row", () => {
  it("says when some are selected, and tells when Shift was held", async () => {
    const onToggle = vi.fn();
    const label = "Select";
    const { user } = show(<RowCheck checked="indeterminate" {...{ onToggle, label }} />);
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "Select" });
    expect(box.indeterminate).toBe(true);
    await user.click(box);
    await user.keyboard("{Shift>}");
    await user.click(box);
    await user.keyboard("{/Shift}");
    expect(onToggle.mock.calls).toEqual([[false], [true]]);
  });
});
