import type { Look } from "@/lib/publication/protocol";
import { mixed, readableOn, textOn } from "./contrast";

/** The product's own, where the builder chose none. */
const OWN_ACCENT = { light: "#0b7a57", dark: "#4fbf96" } as const;
const SURFACE = { light: "#ffffff", dark: "#1b1a18" } as const;

export type Theme = "light" | "dark";
type Colors = Pick<Look, "accent" | "theme">;

/** The theme in force: the builder's, or the one of the visitor's system. */
export function themeOf(look: Colors): Theme {
  if (look.theme !== "auto") return look.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** The custom properties that depend on the brand's colour, each with enough contrast for what it is used for. */
export function accentColors(accent: string | null, theme: Theme): Record<string, string> {
  const fill = accent ?? OWN_ACCENT[theme];
  const soft = mixed(SURFACE[theme], fill, theme === "light" ? 0.09 : 0.2);
  return {
    "--gw-accent": fill,
    "--gw-on-accent": textOn(fill),
    // Away from the text, which reads the better on it.
    "--gw-accent-hover": mixed(fill, textOn(fill) === "#000000" ? "#ffffff" : "#000000", 0.12),
    // On the tint it reads well on the surface too, which differs from it by less than the tint.
    "--gw-accent-ink": readableOn(readableOn(fill, SURFACE[theme]), soft),
    "--gw-accent-soft": soft,
  };
}

/** Puts theme and colours on an element of ours; through the object model, which a strict policy allows. */
export function paint(element: HTMLElement, look: Colors): void {
  const theme = themeOf(look);
  element.dataset.theme = theme;
  for (const [name, value] of Object.entries(accentColors(look.accent, theme))) {
    element.style.setProperty(name, value);
  }
}

/** Paints again whenever the visitor's system changes between light and dark. Returns how to stop. */
export function keepPainted(element: HTMLElement, look: Colors): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => {
    paint(element, look);
  };
  repaint();
  system.addEventListener("change", repaint);
  return () => {
    system.removeEventListener("change", repaint);
  };
}
