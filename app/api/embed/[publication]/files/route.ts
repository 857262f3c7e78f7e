import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { fileBodyOf, invalidFile } from "@/app/api/file-body";
import { MAX_FILE_BYTES } from "@/lib/services/conversation-file/limits";
import { attachAsVisitor, visitorFileInput, visitorFiles } from "@/lib/services/visitor/files";

export const dynamic = "force-dynamic";

/** Attaches a file, the raw body, whose name is in `?name=`. */
export const POST = visitorRoute(async ({ request, ctx }) => {
  const { body, mimeType } = fileBodyOf(request, { maxBytes: MAX_FILE_BYTES });
  const name = new URL(request.url).searchParams.get("name") ?? "";
  const input = visitorFileInput.safeParse({ name, mimeType });
  if (!input.success) throw invalidFile();
  const attached = { ctx, input: input.data, body, signal: request.signal };
  return Response.json(await attachAsVisitor(attached), { status: 201 });
});

/** The files of the conversation. */
export const GET = visitorRoute(async ({ ctx }) => Response.json(await visitorFiles(ctx)));
export const OPTIONS = preflight;
