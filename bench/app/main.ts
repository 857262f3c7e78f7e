/**
 * The benchmarks that need the whole app: it is started as `npm start` does, prepared over HTTP and measured over HTTP.
 * The database it is given must be a new one.
 */
import { env } from "@/lib/config/env";
import { benchOptions } from "../options";
import { measureChat } from "./chat";
import { measureEditorBytes } from "./editor-bytes";
import { measureFirstToken } from "./first-token";
import { measureFirstWord } from "./first-word";
import { prepareWorkflow } from "./prepare";
import { measurePublished } from "./published";
import { startApp, startModelServer } from "./servers";
import { registerOwner } from "./session";
import { soak } from "./soak";
import { openForVisitors } from "./visitors";

const { names, quick, minutes } = benchOptions();
const { databaseUrl } = env();
if (databaseUrl === null) throw new Error("Run it with `npm run bench`, which makes a database.");

const model = await startModelServer();
try {
  const app = await startApp(databaseUrl);
  try {
    const session = await registerOwner(app.baseUrl);
    const workflow = await prepareWorkflow(session, model);
    const prepared = { session, workflow, model, app };
    if (names.includes("first-token")) await measureFirstToken(prepared, quick ? 5 : 200);
    if (names.includes("editor-bytes")) await measureEditorBytes(session, workflow.id);
    const visited = ["published", "soak", "first-word"].some((name) => names.includes(name));
    if (visited) {
      const publication = await openForVisitors(session, workflow);
      const open = { ...prepared, publication };
      if (names.includes("published")) await measurePublished(open, quick ? 8 : 200);
      if (names.includes("soak")) await soak(open, quick ? 0.5 : minutes);
      if (names.includes("first-word")) await measureFirstWord(open, quick ? 5 : 100);
    }
    if (names.includes("chat")) await measureChat(prepared, quick ? 8 : 200);
  } finally {
    await app.stop();
  }
} finally {
  await model.stop();
}
