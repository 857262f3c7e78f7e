/** The chat on a page of its own, before its script is there; all other words of it are the widget's. */
export const chatPage = {
  title: "Chat",
  needsScript: "This chat needs JavaScript. Allow it for this site and load the page again.",
} as const;
