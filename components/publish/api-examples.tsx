"use client";

import { useTranslations } from "use-intl";
import { CopyableCode } from "./copyable-code";
import { useOrigin } from "./use-origin";

/** How a program asks, ready to be pasted: this API, OpenAI's clients, MCP clients. */
export function ApiExamples({ api, mcp }: { api: boolean; mcp: boolean }) {
  const t = useTranslations("publish.api");
  const origin = useOrigin();
  const curl = [
    `curl ${origin}/api/v1/ask \\`,
    `  -H "Authorization: Bearer $GROUNDWORK_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{ "question": "…" }'`,
  ].join("\n");
  const openai = [
    `import OpenAI from "openai";`,
    ``,
    `const client = new OpenAI({ baseURL: "${origin}/api/v1", apiKey: process.env.GROUNDWORK_KEY });`,
    `const answer = await client.chat.completions.create({`,
    `  model: "assistant",`,
    `  messages: [{ role: "user", content: "…" }],`,
    `});`,
  ].join("\n");
  const server = JSON.stringify(
    {
      mcpServers: {
        groundwork: {
          url: `${origin}/api/v1/mcp`,
          headers: { Authorization: "Bearer $GROUNDWORK_KEY" },
        },
      },
    },
    null,
    2,
  );
  return (
    <div className="space-y-6">
      {api && (
        <>
          <CopyableCode label={t("curl")} code={curl} />
          <CopyableCode label={t("openai")} code={openai} />
          <CopyableCode label={t("openapi")} code={`${origin}/api/v1/openapi.json`} />
        </>
      )}
      {mcp && <CopyableCode label={t("mcp")} code={server} />}
    </div>
  );
}
