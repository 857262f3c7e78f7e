-- Sources outside, what of them is kept in sync, and how far it is.

-- CreateEnum
CREATE TYPE "SyncPhase" AS ENUM ('queued', 'listing', 'comparing', 'fetching', 'finished', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "SyncItemState" AS ENUM ('known', 'pending', 'skipped', 'failed');

-- CreateTable
CREATE TABLE "SourceConnection" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "sealedCredentials" TEXT,
    "sealedTokens" TEXT,
    "account" TEXT,
    "error" JSONB,
    "renewingUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SourceConnection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConnectorGate" (
    "key" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConnectorGate_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "SourceSync" (
    "sourceId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "scope" JSONB NOT NULL,
    "label" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "everyMinutes" INTEGER,
    "cursor" TEXT,
    "listings" JSONB NOT NULL DEFAULT '{}',
    "nextAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SourceSync_pkey" PRIMARY KEY ("sourceId")
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "phase" "SyncPhase" NOT NULL DEFAULT 'queued',
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "listed" INTEGER NOT NULL DEFAULT 0,
    "toFetch" INTEGER NOT NULL DEFAULT 0,
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "moved" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "error" JSONB,
    "waitingUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "cancelAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SyncItem" (
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "remoteId" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" TEXT,
    "folder" TEXT NOT NULL DEFAULT '',
    "within" BOOLEAN NOT NULL DEFAULT true,
    "etag" TEXT,
    "size" DOUBLE PRECISION,
    "mimeType" TEXT,
    "modifiedAt" TIMESTAMPTZ(3),
    "webUrl" TEXT,
    "handle" TEXT,
    "unreadable" JSONB,
    "listingId" TEXT,
    "removedAt" TIMESTAMPTZ(3),
    "documentId" TEXT,
    "fetchedEtag" TEXT,
    "fetchedSize" DOUBLE PRECISION,
    "extension" TEXT NOT NULL DEFAULT '',
    "state" "SyncItemState" NOT NULL DEFAULT 'known',
    "error" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SyncItem_pkey" PRIMARY KEY ("sourceId","remoteId")
);

-- CreateTable
CREATE TABLE "SyncOutcome" (
    "id" SERIAL NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "remoteId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "error" JSONB,

    CONSTRAINT "SyncOutcome_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SourceConnection_workspaceId_idx" ON "SourceConnection"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "SourceConnection_id_workspaceId_key" ON "SourceConnection"("id", "workspaceId");

-- CreateIndex
CREATE INDEX "SourceSync_workspaceId_idx" ON "SourceSync"("workspaceId");

-- CreateIndex
CREATE INDEX "SourceSync_connectionId_idx" ON "SourceSync"("connectionId");

-- CreateIndex
CREATE INDEX "SourceSync_nextAt_idx" ON "SourceSync"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "SourceSync_sourceId_workspaceId_key" ON "SourceSync"("sourceId", "workspaceId");

-- CreateIndex
CREATE INDEX "SyncRun_sourceId_createdAt_idx" ON "SyncRun"("sourceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "SyncRun_id_workspaceId_key" ON "SyncRun"("id", "workspaceId");

-- CreateIndex
CREATE INDEX "SyncItem_sourceId_state_idx" ON "SyncItem"("sourceId", "state");

-- CreateIndex
CREATE INDEX "SyncItem_sourceId_parentId_idx" ON "SyncItem"("sourceId", "parentId");

-- CreateIndex
CREATE UNIQUE INDEX "SyncOutcome_runId_remoteId_key" ON "SyncOutcome"("runId", "remoteId");

-- AddForeignKey
ALTER TABLE "SourceConnection" ADD CONSTRAINT "SourceConnection_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceSync" ADD CONSTRAINT "SourceSync_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceSync" ADD CONSTRAINT "SourceSync_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "Source"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceSync" ADD CONSTRAINT "SourceSync_connectionId_workspaceId_fkey" FOREIGN KEY ("connectionId", "workspaceId") REFERENCES "SourceConnection"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncRun" ADD CONSTRAINT "SyncRun_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncRun" ADD CONSTRAINT "SyncRun_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "SourceSync"("sourceId", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncItem" ADD CONSTRAINT "SyncItem_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncItem" ADD CONSTRAINT "SyncItem_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "SourceSync"("sourceId", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncOutcome" ADD CONSTRAINT "SyncOutcome_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncOutcome" ADD CONSTRAINT "SyncOutcome_runId_workspaceId_fkey" FOREIGN KEY ("runId", "workspaceId") REFERENCES "SyncRun"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- Of the runs of a source at most one has not ended.
CREATE UNIQUE INDEX "SyncRun_open" ON "SyncRun"("sourceId") WHERE "endedAt" IS NULL;
