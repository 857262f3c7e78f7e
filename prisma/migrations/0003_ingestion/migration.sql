-- Every way a document can end, what is known about it, uploads in parts and receipts of deletions.

-- AlterEnum
ALTER TYPE "DocumentState" ADD VALUE 'skipped';

-- AlterEnum
ALTER TYPE "IndexingState" ADD VALUE 'skipped';

-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "batch" TEXT,
ADD COLUMN     "folder" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "pausedAt" TIMESTAMPTZ(3),
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "sealedPassword" TEXT,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "DocumentVersion" ADD COLUMN     "format" TEXT,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "pages" INTEGER,
ADD COLUMN     "textLength" INTEGER,
ADD COLUMN     "warnings" JSONB;

-- AlterTable
ALTER TABLE "IndexedVersion" ADD COLUMN     "tokens" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "settings" JSONB;

-- CreateTable
CREATE TABLE "ModelWait" (
    "connectionId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "error" JSONB NOT NULL,

    CONSTRAINT "ModelWait_pkey" PRIMARY KEY ("connectionId")
);

-- CreateTable
CREATE TABLE "DeletionReceipt" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "documentName" TEXT NOT NULL,
    "sourceName" TEXT NOT NULL,
    "deletedBy" TEXT NOT NULL,
    "versions" INTEGER NOT NULL,
    "passages" INTEGER NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeletionReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Upload" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "size" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UploadPart" (
    "workspaceId" TEXT NOT NULL,
    "uploadId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "storageKey" TEXT NOT NULL,

    CONSTRAINT "UploadPart_pkey" PRIMARY KEY ("uploadId","number")
);

-- CreateIndex
CREATE INDEX "ModelWait_workspaceId_idx" ON "ModelWait"("workspaceId");

-- CreateIndex
CREATE INDEX "DeletionReceipt_workspaceId_deletedAt_idx" ON "DeletionReceipt"("workspaceId", "deletedAt");

-- CreateIndex
CREATE INDEX "DeletionReceipt_documentId_idx" ON "DeletionReceipt"("documentId");

-- CreateIndex
CREATE INDEX "Upload_touchedAt_idx" ON "Upload"("touchedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_id_workspaceId_key" ON "Upload"("id", "workspaceId");

-- CreateIndex
CREATE INDEX "Document_workspaceId_name_id_idx" ON "Document"("workspaceId", "name", "id");

-- CreateIndex
CREATE INDEX "DocumentVersion_workspaceId_contentHash_idx" ON "DocumentVersion"("workspaceId", "contentHash");

-- AddForeignKey
ALTER TABLE "ModelWait" ADD CONSTRAINT "ModelWait_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeletionReceipt" ADD CONSTRAINT "DeletionReceipt_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_sourceId_workspaceId_fkey" FOREIGN KEY ("sourceId", "workspaceId") REFERENCES "Source"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UploadPart" ADD CONSTRAINT "UploadPart_uploadId_workspaceId_fkey" FOREIGN KEY ("uploadId", "workspaceId") REFERENCES "Upload"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;


-- SHA-256 of what was embedded, titles included: equal ones of an older version lend their vectors. Null in passages
-- stored before.
ALTER TABLE search.passage ADD COLUMN embed_hash text;
