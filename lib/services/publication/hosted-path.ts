import type { HostedChannel } from "@/lib/publication/settings";

const FOLDERS = { page: "/chat", form: "/form" } as const;

/** Path of a hosted page. */
export const hostedPath = (channel: HostedChannel, publicationId: string): string =>
  `${FOLDERS[channel]}/${publicationId}`;
