import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { startChild, stopChild } from "./child.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "groundwork-children-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("leaves alone what a child forks, which may live on messages only", async () => {
  const grandchild = path.join(folder, "grandchild.mjs");
  const script = path.join(folder, "child.mjs");
  writeFileSync(
    grandchild,
    `process.send("ready"); process.on("message", (text) => process.send(text));`,
  );
  writeFileSync(
    script,
    `import { fork } from "node:child_process";
     const fellow = fork(${JSON.stringify(grandchild)});
     fellow.on("message", (text) => {
       console.log(text);
       if (text === "ready") setTimeout(() => fellow.connected && fellow.send("answered"), 100);
       else fellow.disconnect();
     });
     fellow.on("exit", (code) => console.log("gone", code));`,
  );
  const child = startChild({ args: [script], cwd: folder, env: {} });
  await child.gone;
  await stopChild(child, { graceMs: 100 });
  expect(child.tail().split("\n")).toContain("answered");
});
