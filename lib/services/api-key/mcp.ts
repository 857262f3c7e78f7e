import "server-only";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { z } from "zod";
import { askAnswer } from "@/lib/publication/api-schemas";
import { questionSchema } from "../form/posed";
import { answerOfRun, askAsProgram } from "./ask";
import type { ProgramContext } from "./enter";
import { apiProblemOf } from "./problem";

const MAX_BYTES = 64 * 1024;

/** Answers one request of an MCP client; each is complete in itself, so that any process can take any. */
export async function answerMcp(ctx: ProgramContext, request: Request): Promise<Response> {
  const server = serverFor(ctx, request.signal);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: MAX_BYTES,
  });
  await server.connect(transport);
  return transport.handleRequest(request);
}

function serverFor(ctx: ProgramContext, signal: AbortSignal): McpServer {
  const server = new McpServer({ name: "groundwork", title: ctx.title, version: "1.0.0" });
  server.registerTool(
    "ask",
    {
      title: ctx.title,
      description: `Asks “${ctx.title}”, which answers only from its own documents, with quotes, and says so where they don't hold the answer.`,
      inputSchema: {
        question: questionSchema,
        conversationId: z.string().max(64).optional(),
      },
      outputSchema: askAnswer.shape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async (question) => {
      try {
        const asked = await askAsProgram(ctx, question);
        const answer = await answerOfRun(ctx, asked, signal);
        const { runId, conversationId } = asked;
        return {
          content: [{ type: "text", text: answer.text }],
          structuredContent: { runId, conversationId, ...answer },
        };
      } catch (error) {
        const { problem } = apiProblemOf(error);
        return { isError: true, content: [{ type: "text", text: problem.error.message }] };
      }
    },
  );
  return server;
}
