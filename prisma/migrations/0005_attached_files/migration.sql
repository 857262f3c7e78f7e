-- Files attached to a conversation, and their passages: read for this conversation alone.

-- CreateEnum
CREATE TYPE "ConversationFileState" AS ENUM ('reading', 'ready', 'failed');

-- CreateTable
CREATE TABLE "ConversationFile" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "state" "ConversationFileState" NOT NULL DEFAULT 'reading',
    "error" JSONB,
    "text" TEXT,
    "structure" JSONB,
    "passages" INTEGER NOT NULL DEFAULT 0,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "usedBy" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ConversationFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ConversationFile_conversationId_idx" ON "ConversationFile"("conversationId");

-- CreateIndex
CREATE INDEX "ConversationFile_expiresAt_idx" ON "ConversationFile"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "ConversationFile_id_workspaceId_conversationId_key" ON "ConversationFile"("id", "workspaceId", "conversationId");

-- AddForeignKey
ALTER TABLE "ConversationFile" ADD CONSTRAINT "ConversationFile_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConversationFile" ADD CONSTRAINT "ConversationFile_conversationId_workspaceId_fkey" FOREIGN KEY ("conversationId", "workspaceId") REFERENCES "Conversation"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- Not partitioned: a conversation's passages are few, and are compared one by one. Every row names its conversation,
-- and can't name another than its file's.
CREATE TABLE search.attached_passage (
  workspace_id    text    NOT NULL,
  conversation_id text    NOT NULL,
  file_id         text    NOT NULL,
  ordinal         integer NOT NULL,
  start_offset    integer NOT NULL,
  end_offset      integer NOT NULL,
  page            integer,
  headings        text[]  NOT NULL,
  body            text    NOT NULL,
  text_hash       text    NOT NULL,
  -- Term → count over file name, headings and body, and the number of terms.
  terms           jsonb   NOT NULL,
  term_count      integer NOT NULL,
  embedding       halfvec NOT NULL,
  PRIMARY KEY (file_id, ordinal),
  FOREIGN KEY (file_id, workspace_id, conversation_id)
    REFERENCES public."ConversationFile" ("id", "workspaceId", "conversationId") ON DELETE CASCADE
);
CREATE INDEX attached_passage_conversation ON search.attached_passage (workspace_id, conversation_id);
