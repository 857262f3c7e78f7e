"use client";

import dynamic from "next/dynamic";
import { useWorkspace } from "@/components/shell/workspace-context";
import { MessagesScope } from "@/lib/i18n/provider";
import { editorMessages } from "@/lib/i18n/scopes/editor";
import { EditorProvider, useEditor } from "./editor-context";
import { SyncBanner } from "./top-bar/sync-banner";
import { TopBar } from "./top-bar/top-bar";
import { useDesktop } from "./use-desktop";
import { useOpenedEditor, type Workflow } from "./use-editor-session";

// A phone needs neither the canvas nor its library, and a larger screen not what stands in for them.
const DesktopEditor = dynamic(async () => (await import("./desktop-editor")).DesktopEditor, {
  ssr: false,
});

const PhoneEditor = dynamic(async () => (await import("./phone-editor")).PhoneEditor, {
  ssr: false,
});

/** The editor of one workflow: canvas with palette, inspector, outline and chat around it. */
export function Editor({ workflow, readOnly }: { workflow: Workflow; readOnly: boolean }) {
  const { slug } = useWorkspace();
  const session = useOpenedEditor({ workspace: slug, workflow, readOnly });
  const desktop = useDesktop();
  return (
    <MessagesScope messages={editorMessages}>
      <EditorProvider value={session}>
        <div className="flex h-full min-h-0 flex-col overflow-hidden">
          <TopBar name={workflow.name} canvas={desktop} />
          <SyncBanner />
          {desktop ? <DesktopEditor /> : <PhoneEditor />}
          <Announcer />
        </div>
      </EditorProvider>
    </MessagesScope>
  );
}

/** Says what was done for those who can't see it. */
function Announcer() {
  const text = useEditor((state) => state.announcement);
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
