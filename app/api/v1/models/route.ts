import { programRoute } from "../program-route";

export const dynamic = "force-dynamic";

/** As OpenAI's list of models: the one assistant that the key is for. */
export const GET = programRoute("api", async () =>
  Response.json({
    object: "list",
    data: [{ id: "assistant", object: "model", created: 0, owned_by: "groundwork" }],
  }),
);
