-- Answers of models that are given again to the same question.

-- CreateTable
CREATE TABLE "KeptAnswer" (
    "key" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "snapshotId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "documentIds" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeptAnswer_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "KeptAnswer_workspaceId_idx" ON "KeptAnswer"("workspaceId");

-- CreateIndex
CREATE INDEX "KeptAnswer_snapshotId_idx" ON "KeptAnswer"("snapshotId");

-- CreateIndex
CREATE INDEX "KeptAnswer_expiresAt_idx" ON "KeptAnswer"("expiresAt");

-- AddForeignKey
ALTER TABLE "KeptAnswer" ADD CONSTRAINT "KeptAnswer_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeptAnswer" ADD CONSTRAINT "KeptAnswer_snapshotId_workspaceId_fkey" FOREIGN KEY ("snapshotId", "workspaceId") REFERENCES "WorkflowSnapshot"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;
