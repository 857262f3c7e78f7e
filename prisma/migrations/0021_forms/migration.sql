-- AlterEnum
ALTER TYPE "Channel" ADD VALUE 'form';

-- CreateTable
CREATE TABLE "FormBatch" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "publicationId" TEXT NOT NULL,
    "visitorId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "columns" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stoppedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FormBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FormBatchRow" (
    "workspaceId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cells" TEXT[],
    "runId" TEXT,
    "error" JSONB,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "FormBatchRow_pkey" PRIMARY KEY ("batchId","number")
);

-- CreateIndex
CREATE INDEX "FormBatch_visitorId_createdAt_idx" ON "FormBatch"("visitorId", "createdAt");

-- CreateIndex
CREATE INDEX "FormBatch_publicationId_createdAt_idx" ON "FormBatch"("publicationId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "FormBatch_id_workspaceId_key" ON "FormBatch"("id", "workspaceId");

-- AddForeignKey
ALTER TABLE "FormBatch" ADD CONSTRAINT "FormBatch_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormBatch" ADD CONSTRAINT "FormBatch_publicationId_workspaceId_fkey" FOREIGN KEY ("publicationId", "workspaceId") REFERENCES "Publication"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormBatch" ADD CONSTRAINT "FormBatch_visitorId_workspaceId_fkey" FOREIGN KEY ("visitorId", "workspaceId") REFERENCES "Visitor"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormBatchRow" ADD CONSTRAINT "FormBatchRow_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormBatchRow" ADD CONSTRAINT "FormBatchRow_batchId_workspaceId_fkey" FOREIGN KEY ("batchId", "workspaceId") REFERENCES "FormBatch"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;


