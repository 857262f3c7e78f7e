import {
  Archive,
  Braces,
  CircleHelp,
  Database,
  Files,
  Funnel,
  Globe,
  HardDrive,
  Library,
  MessageCircleOff,
  MessageCircleQuestionMark,
  MessageSquareQuote,
  Merge,
  Paperclip,
  Sparkles,
  Split,
  Table,
  TextCursorInput,
  type LucideIcon,
} from "lucide-react";
import type { CSSProperties } from "react";
import { cn } from "@/components/ui/cn";
import type { NodeCategory, NodeIcon } from "@/lib/nodes/_contract/definition";
import { definitionOf } from "./node-texts";

const icons: Readonly<Record<NodeIcon, LucideIcon>> = {
  "message-circle-question": MessageCircleQuestionMark,
  files: Files,
  database: Database,
  split: Split,
  sparkles: Sparkles,
  "message-square-quote": MessageSquareQuote,
  "message-circle-off": MessageCircleOff,
  globe: Globe,
  table: Table,
  filter: Funnel,
  merge: Merge,
  "text-cursor-input": TextCursorInput,
  paperclip: Paperclip,
  library: Library,
  "hard-drive": HardDrive,
  archive: Archive,
  braces: Braces,
};

/** Sets the hue of a category for `tile` and `port-color` below. */
export function hueOf(category: NodeCategory | undefined): CSSProperties {
  return { "--hue": `var(--cat-${category ?? "logic"})` } as CSSProperties;
}

/** The tile that tells what kind of node it is; decorative, its name always stands beside it. */
export function NodeTile({ type, className }: { type: string; className?: string }) {
  const definition = definitionOf(type);
  const Icon = definition ? icons[definition.icon] : CircleHelp;
  return (
    <span
      aria-hidden
      style={hueOf(definition?.category)}
      className={cn(
        "flex size-7 shrink-0 items-center justify-center rounded-control tile",
        className,
      )}
    >
      <Icon className="size-4" />
    </span>
  );
}
