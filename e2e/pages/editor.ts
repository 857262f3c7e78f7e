import { expect, type Locator, type Page } from "@playwright/test";
import { TryIt } from "./try-it";

/** How far right or below the middle of the canvas something is dropped, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The editor of one workflow, as a person with a mouse or a keyboard uses it. */
export class Editor {
  readonly tryIt: TryIt;

  constructor(readonly page: Page) {
    this.tryIt = new TryIt(page);
  }

  async open(workspace: string, workflowId: string): Promise<void> {
    await this.page.goto(`/${workspace}/workflows/${workflowId}`);
    await expect(this.pane).toBeVisible();
  }

  get pane(): Locator {
    return this.page.locator(".react-flow__pane");
  }

  get nodes(): Locator {
    return this.page.locator(".react-flow__node");
  }

  get edges(): Locator {
    return this.page.locator(".react-flow__edge");
  }

  node(id: string): Locator {
    return this.page.locator(`.react-flow__node[data-id="${id}"]`);
  }

  port(nodeId: string, port: string): Locator {
    return this.node(nodeId).locator(`.react-flow__handle[data-handleid="${port}"]`);
  }

  paletteItem(type: string): Locator {
    return this.page.locator(`[data-palette-item="${type}"]`);
  }

  inspector(nodeId: string): Locator {
    return this.page.locator(`[data-inspector="${nodeId}"]`);
  }

  get outline(): Locator {
    return this.page.getByRole("region", { name: "Outline" });
  }

  outlineNode(nodeId: string): Locator {
    return this.page.locator(`[data-outline-node="${nodeId}"]`);
  }

  get saveState(): Locator {
    return this.page.locator("[data-save-state]");
  }

  get problems(): Locator {
    return this.page.getByRole("button", { name: /problem/i });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async expectSaved(): Promise<void> {
    await expect(this.saveState).toHaveAttribute("data-save-state", "saved");
  }

  /** Drags a node from the palette to a place counted from the top left corner of the canvas. */
  async drop(type: string, place: Place): Promise<void> {
    await this.paletteItem(type).scrollIntoViewIfNeeded();
    const item = await centreOf(this.paletteItem(type));
    const canvas = await boxOf(this.pane);
    const to = { x: canvas.x + place.x, y: canvas.y + place.y };
    await this.drag(item, to);
  }

  /** Draws a connection from an output to an input. */
  async connect(from: readonly [string, string], to: readonly [string, string]): Promise<void> {
    await this.drag(await centreOf(this.port(...from)), await centreOf(this.port(...to)));
  }

  async move(nodeId: string, by: Place): Promise<void> {
    const { x, y } = await boxOf(this.node(nodeId));
    const grip = { x: x + 60, y: y + 14 };
    await this.drag(grip, { x: grip.x + by.x, y: grip.y + by.y });
  }

  async select(nodeId: string): Promise<void> {
    await this.node(nodeId).click({ position: { x: 60, y: 14 } });
    await expect(this.inspector(nodeId)).toBeVisible();
  }

  /** Begins to draw a connection and holds it over another port. */
  async holdConnection(from: readonly [string, string], to: readonly [string, string]) {
    const start = await centreOf(this.port(...from));
    const end = await centreOf(this.port(...to));
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
  }

  /** The first movement only tells React Flow that this is a drag: a small one, then the way. */
  private async drag(from: Place, to: Place): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 2, from.y + 2);
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await this.page.mouse.move(to.x, to.y, { steps: 5 });
    await this.page.mouse.up();
  }
}

async function boxOf(locator: Locator) {
  await expect(locator).toBeVisible();
  const box = await locator.boundingBox();
  if (!box) throw new Error("It has no place on the page.");
  return box;
}

async function centreOf(locator: Locator): Promise<Place> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}
