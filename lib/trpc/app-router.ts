import "server-only";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createCallerFactory, router } from "./init";
import { accountRouter } from "./routers/account";
import { alertRouter } from "./routers/alert";
import { auditRouter } from "./routers/audit";
import { connectionRouter } from "./routers/connection";
import { sourceConnectionRouter } from "./routers/source-connection";
import { syncRouter } from "./routers/sync";
import { conversationRouter } from "./routers/conversation";
import { conversationDocumentRouter } from "./routers/conversation-document";
import { conversationFileRouter } from "./routers/conversation-file";
import { correctionRouter } from "./routers/correction";
import { documentRouter } from "./routers/document";
import { invitationRouter } from "./routers/invitation";
import { localModelRouter } from "./routers/local-model";
import { mailRouter } from "./routers/mail";
import { memberRouter } from "./routers/member";
import { modelComparisonRouter } from "./routers/model-comparison";
import { modelPolicyRouter } from "./routers/model-policy";
import { namedModelRouter } from "./routers/named-model";
import { networkRouter } from "./routers/network";
import { publicationRouter } from "./routers/publication";
import { routerNodeRouter } from "./routers/router";
import { runRouter } from "./routers/run";
import { sourceRouter } from "./routers/source";
import { storeRouter } from "./routers/store";
import { testQuestionRouter } from "./routers/test-question";
import { uploadRouter } from "./routers/upload";
import { usageRouter } from "./routers/usage";
import { versionRouter } from "./routers/version";
import { workflowRouter } from "./routers/workflow";
import { workspaceRouter } from "./routers/workspace";

export const appRouter = router({
  account: accountRouter,
  alert: alertRouter,
  audit: auditRouter,
  connection: connectionRouter,
  sourceConnection: sourceConnectionRouter,
  sync: syncRouter,
  conversation: conversationRouter,
  conversationDocument: conversationDocumentRouter,
  conversationFile: conversationFileRouter,
  correction: correctionRouter,
  document: documentRouter,
  invitation: invitationRouter,
  localModel: localModelRouter,
  mail: mailRouter,
  member: memberRouter,
  modelComparison: modelComparisonRouter,
  modelPolicy: modelPolicyRouter,
  namedModel: namedModelRouter,
  network: networkRouter,
  publication: publicationRouter,
  router: routerNodeRouter,
  run: runRouter,
  source: sourceRouter,
  store: storeRouter,
  testQuestion: testQuestionRouter,
  upload: uploadRouter,
  usage: usageRouter,
  version: versionRouter,
  workflow: workflowRouter,
  workspace: workspaceRouter,
});

export const createCaller = createCallerFactory(appRouter);

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
