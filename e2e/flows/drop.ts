import type { Locator } from "@playwright/test";

/** Drops files and folders of this machine on an element, as a person does out of a file manager. Chromium only. */
export async function dropPaths(target: Locator, paths: readonly string[]): Promise<void> {
  const page = target.page();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("The element to drop on can't be seen.");
  const devTools = await page.context().newCDPSession(page);
  // The second time the page has had the chance to say that it takes them.
  for (const type of ["dragEnter", "dragOver", "dragOver", "drop"] as const) {
    await devTools.send("Input.dispatchDragEvent", {
      type,
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  }
  await devTools.detach();
}
