-- Workflows offered to people and programs outside: who may come in, who came, what they were told.

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('widget', 'page', 'api', 'mcp');

-- CreateEnum
CREATE TYPE "Audience" AS ENUM ('workspace', 'invited', 'anyone');

-- CreateEnum
CREATE TYPE "FeedbackValue" AS ENUM ('up', 'down');

-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "apiKeyId" TEXT,
ADD COLUMN     "channel" "Channel",
ADD COLUMN     "publicationId" TEXT,
ADD COLUMN     "visitorId" TEXT;

-- AlterTable
ALTER TABLE "ModelCall" ADD COLUMN     "publicationId" TEXT;

-- CreateTable
CREATE TABLE "Publication" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "sealedIdentityKey" TEXT,
    "visitorPerMinute" INTEGER NOT NULL DEFAULT 10,
    "publicationPerMinute" INTEGER NOT NULL DEFAULT 300,
    "keyPerMinute" INTEGER NOT NULL DEFAULT 60,
    "dailyCap" DOUBLE PRECISION,
    "retentionDays" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicationChannel" (
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "channel" "Channel" NOT NULL,
    "enabledAt" TIMESTAMPTZ(3),
    "look" JSONB NOT NULL,
    "access" JSONB NOT NULL,
    "passwordHash" TEXT,
    "accessRevision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PublicationChannel_pkey" PRIMARY KEY ("publicationId","channel")
);

-- CreateTable
CREATE TABLE "PublicationSource" (
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "audience" "Audience" NOT NULL,
    "confirmedByName" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PublicationSource_pkey" PRIMARY KEY ("publicationId","sourceId")
);

-- CreateTable
CREATE TABLE "PublicationInvitation" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PublicationInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Visitor" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "identity" TEXT,
    "name" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Visitor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunFeedback" (
    "runId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "value" "FeedbackValue" NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RunFeedback_pkey" PRIMARY KEY ("runId")
);

-- CreateTable
CREATE TABLE "RunRequest" (
    "askerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RunRequest_pkey" PRIMARY KEY ("askerId","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "Publication_workflowId_key" ON "Publication"("workflowId");

-- CreateIndex
CREATE UNIQUE INDEX "Publication_id_workspaceId_key" ON "Publication"("id", "workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Publication_workflowId_workspaceId_key" ON "Publication"("workflowId", "workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "PublicationInvitation_tokenHash_key" ON "PublicationInvitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "PublicationInvitation_publicationId_email_key" ON "PublicationInvitation"("publicationId", "email");

-- CreateIndex
CREATE INDEX "Visitor_publicationId_seenAt_idx" ON "Visitor"("publicationId", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Visitor_id_workspaceId_key" ON "Visitor"("id", "workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Visitor_publicationId_identity_key" ON "Visitor"("publicationId", "identity");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");

-- CreateIndex
CREATE INDEX "ApiKey_publicationId_idx" ON "ApiKey"("publicationId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_id_workspaceId_key" ON "ApiKey"("id", "workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "RunFeedback_runId_workspaceId_key" ON "RunFeedback"("runId", "workspaceId");

-- CreateIndex
CREATE INDEX "RunRequest_runId_idx" ON "RunRequest"("runId");

-- CreateIndex
CREATE INDEX "Conversation_publicationId_createdAt_idx" ON "Conversation"("publicationId", "createdAt");

-- CreateIndex
CREATE INDEX "Conversation_visitorId_createdAt_idx" ON "Conversation"("visitorId", "createdAt");

-- CreateIndex
CREATE INDEX "Conversation_apiKeyId_createdAt_idx" ON "Conversation"("apiKeyId", "createdAt");

-- CreateIndex
CREATE INDEX "ModelCall_publicationId_at_idx" ON "ModelCall"("publicationId", "at");

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_workflowId_workspaceId_fkey" FOREIGN KEY ("workflowId", "workspaceId") REFERENCES "Workflow"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationChannel" ADD CONSTRAINT "PublicationChannel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationChannel" ADD CONSTRAINT "PublicationChannel_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationSource" ADD CONSTRAINT "PublicationSource_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationSource" ADD CONSTRAINT "PublicationSource_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationSource" ADD CONSTRAINT "PublicationSource_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "Source"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationInvitation" ADD CONSTRAINT "PublicationInvitation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationInvitation" ADD CONSTRAINT "PublicationInvitation_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visitor" ADD CONSTRAINT "Visitor_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Visitor" ADD CONSTRAINT "Visitor_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunFeedback" ADD CONSTRAINT "RunFeedback_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunFeedback" ADD CONSTRAINT "RunFeedback_runId_workspaceId_fkey" FOREIGN KEY ("runId", "workspaceId") REFERENCES "Run"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunRequest" ADD CONSTRAINT "RunRequest_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunRequest" ADD CONSTRAINT "RunRequest_runId_workspaceId_fkey" FOREIGN KEY ("runId", "workspaceId") REFERENCES "Run"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_visitorId_workspaceId_fkey" FOREIGN KEY ("visitorId", "workspaceId") REFERENCES "Visitor"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_apiKeyId_workspaceId_fkey" FOREIGN KEY ("apiKeyId", "workspaceId") REFERENCES "ApiKey"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;


