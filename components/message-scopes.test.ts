import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { editorMessages } from "@/lib/i18n/scopes/editor";
import { documentMessages } from "@/lib/i18n/scopes/document";
import { conversationsMessages } from "@/lib/i18n/scopes/conversations";
import { everywhereMessages } from "@/lib/i18n/scopes/everywhere";
import { knowledgeMessages } from "@/lib/i18n/scopes/knowledge";
import { insightsMessages } from "@/lib/i18n/scopes/insights";
import { connectionsMessages } from "@/lib/i18n/scopes/connections";
import { modelsMessages } from "@/lib/i18n/scopes/models";
import { promptMessages } from "@/lib/i18n/scopes/prompt";
import { publishMessages } from "@/lib/i18n/scopes/publish";
import { settingsMessages } from "@/lib/i18n/scopes/settings";

const root = path.join(import.meta.dirname, "..");

/** The messages that the components below each of these have, besides those of everywhere. */
const SCOPES: Readonly<Record<string, object>> = {
  "components/auth/first-workspace-form.tsx": {},
  "components/auth/register-form.tsx": {},
  "components/auth/sign-in-form.tsx": {},
  "components/conversations/conversations-page.tsx": conversationsMessages,
  "components/connections/connections-page.tsx": {},
  "components/connections/connections.tsx": connectionsMessages,
  "components/connections/pick-part.tsx": connectionsMessages,
  "components/sync/sync-page.tsx": {},
  "components/sync/sync.tsx": connectionsMessages,
  "components/editor/editor-page.tsx": {},
  "components/editor/editor.tsx": editorMessages,
  "components/editor/inspector/inspector.tsx": { ...editorMessages, ...knowledgeMessages },
  "components/editor/prompt/prompt-dialog.tsx": { ...editorMessages, ...promptMessages },
  "components/insights/insights-page.tsx": insightsMessages,
  "components/knowledge/knowledge-page.tsx": knowledgeMessages,
  "components/models/compare/compare-page.tsx": modelsMessages,
  "components/models/models-page.tsx": modelsMessages,
  "components/publish/channels-page.tsx": publishMessages,
  "components/settings/settings-page.tsx": settingsMessages,
  "components/shell/crashed-page.tsx": {},
  "components/shell/providers.tsx": {},
  "components/shell/shell.tsx": {},
  "components/source-viewer/document-page.tsx": documentMessages,
  "components/workflows/workflow-list.tsx": {},
};

/** Files of components that this one leads to, without those that are in a scope of their own. */
function below(file: string, found = new Set<string>()): Set<string> {
  found.add(file);
  for (const [, module = ""] of source(file).matchAll(/(?:from |import\()"([^"]+)"/g)) {
    const next = resolve(file, module);
    if (next && !found.has(next) && !(next in SCOPES)) below(next, found);
  }
  return found;
}

function resolve(from: string, module: string): string | undefined {
  if (!/^(@\/components\/|\.)/.test(module)) return undefined;
  const bare = module.startsWith("@/") ? module.slice(2) : path.join(path.dirname(from), module);
  return [`${bare}.tsx`, `${bare}.ts`].find((file) => existsSync(path.join(root, file)));
}

function source(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** Namespaces asked for by name, and first parts of whole keys. */
function namespaces(file: string): string[] {
  const text = source(file);
  const named = text.matchAll(/useTranslations\("(\w+)/g);
  const whole = /useTranslations\(\)/.test(text) ? text.matchAll(/\bt\("(\w+)\./g) : [];
  return [...named, ...whole].map(([, namespace = ""]) => namespace);
}

describe("the messages of a page", () => {
  it.each(Object.keys(SCOPES))("are all there below %s", (entry) => {
    const there = { ...everywhereMessages, ...SCOPES[entry] };
    const missing = [...below(entry)].flatMap((file) =>
      namespaces(file).flatMap((name) => (name in there ? [] : [`${file}: ${name}`])),
    );
    expect(missing).toEqual([]);
  });

  it("are looked for in every component that asks for some", () => {
    const files = new Set(Object.keys(SCOPES).flatMap((entry) => [...below(entry)]));
    expect(files.size).toBeGreaterThan(100);
    expect(files).toContain("components/knowledge/document-upload.tsx");
  });
});
