import "server-only";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { askAnswer } from "@/lib/publication/api-schemas";
import { questionSchema } from "../form/posed";
import { formShape } from "../form/shape";
import { answerOfRun, askAsProgram, type ProgramQuestion } from "./ask";
import type { ProgramContext } from "./enter";
import { apiProblemOf } from "./problem";
import { publishedInputs, type PublishedInputs } from "./published-inputs";

const MAX_BYTES = 64 * 1024;

/** Answers one request of an MCP client; each is complete in itself, so that any process can take any. */
export async function answerMcp(ctx: ProgramContext, request: Request): Promise<Response> {
  const server = serverFor(ctx, await publishedInputs(ctx), request.signal);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: MAX_BYTES,
  });
  await server.connect(transport);
  return transport.handleRequest(request);
}

/** A tool for each kind of input that the live version has. */
function serverFor(ctx: ProgramContext, inputs: PublishedInputs, signal: AbortSignal): McpServer {
  const server = new McpServer({ name: "groundwork", title: ctx.title, version: "1.0.0" });
  const common = {
    title: ctx.title,
    outputSchema: askAnswer.shape,
    annotations: { readOnlyHint: true, openWorldHint: false },
  };
  if (inputs.questions) {
    server.registerTool(
      "ask",
      {
        ...common,
        description: `Asks “${ctx.title}”, ${SAYS}`,
        inputSchema: {
          question: questionSchema,
          conversationId: z.string().max(64).optional(),
        },
      },
      (question) => call(ctx, question, signal),
    );
  }
  if (inputs.form) {
    server.registerTool(
      "fill_in",
      {
        ...common,
        description: `Fills in the form of “${ctx.title}”, ${SAYS}`,
        inputSchema: z.strictObject(formShape(inputs.form)),
      },
      (form: Record<string, unknown>) => call(ctx, { form }, signal),
    );
  }
  return server;
}

const SAYS =
  "which answers only from its own documents, with quotes, and says so where they don't hold the answer.";

async function call(
  ctx: ProgramContext,
  question: ProgramQuestion,
  signal: AbortSignal,
): Promise<CallToolResult> {
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
}
