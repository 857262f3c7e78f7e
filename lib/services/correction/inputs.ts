import { z } from "zod";
import { idSchema } from "../inputs";

/** The most a passage can have is some 4,000 tokens; nobody corrects more in one go. */
const MAX_STRETCH = 100_000;
const MAX_TEXT = 8_000;

const offset = z.int().min(0);
/** A stretch of the stored text of the version that answers, as it is or as an earlier correction has it. */
export const targetInput = z.union([
  z
    .object({ versionId: idSchema, start: offset, end: offset })
    .refine(({ start, end }) => start < end && end - start <= MAX_STRETCH, { path: ["end"] }),
  z.object({ correctionId: idSchema }),
]);
export type Target = z.infer<typeof targetInput>;

/** What a person writes, made what stored text is: NFC, "\n" only, no control characters. */
export const correctionText = z
  .string()
  .max(MAX_TEXT)
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .trim(),
  )
  .pipe(z.string().min(1));
