-- AlterTable
ALTER TABLE "SourceSync" ADD COLUMN     "hintedAt" TIMESTAMPTZ(3),
ADD COLUMN     "watchError" JSONB,
ADD COLUMN     "watchTriedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SyncWatch" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "handle" TEXT,
    "until" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SyncWatch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SyncWatch_sourceId_idx" ON "SyncWatch"("sourceId");

-- AddForeignKey
ALTER TABLE "SyncWatch" ADD CONSTRAINT "SyncWatch_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncWatch" ADD CONSTRAINT "SyncWatch_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "SourceSync"("sourceId", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;
