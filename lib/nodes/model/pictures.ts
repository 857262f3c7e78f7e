import type { ChatImage, ChatMessage, NodeContext } from "@/lib/nodes/_contract/context";

/** The newest pictures of a conversation that are shown with a question. */
const MAX_PICTURES = 4;
/** Counted for one picture, whose size in tokens every service reckons otherwise. */
export const PICTURE_TOKENS = 1500;

/** The pictures that whoever asks has attached, oldest first. */
export async function attachedPictures(ctx: NodeContext): Promise<readonly ChatImage[]> {
  const pictures = ctx.attached.filter(({ mediaType }) => mediaType.startsWith("image/"));
  if (pictures.length === 0) return [];
  const fileIds = pictures.slice(-MAX_PICTURES).map(({ id }) => id);
  return ctx.files.pictures({ fileIds, signal: ctx.signal });
}

/** The prompt with pictures beside its question, which is its last message. */
export function withPictures(
  messages: readonly ChatMessage[],
  images: readonly ChatImage[],
): readonly ChatMessage[] {
  const last = messages.at(-1);
  if (images.length === 0 || last === undefined) return messages;
  return messages.with(-1, { ...last, images });
}
