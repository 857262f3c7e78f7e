-- What people corrected of how their documents were understood. See docs/adr/0009-corrections.md.

-- CreateEnum
CREATE TYPE "CorrectionKind" AS ENUM ('exclude', 'edit', 'add');

-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "corrected" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Correction" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "kind" "CorrectionKind" NOT NULL,
    "anchor" TEXT,
    "before" TEXT NOT NULL DEFAULT '',
    "after" TEXT NOT NULL DEFAULT '',
    "anchorStart" INTEGER,
    "text" TEXT,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedByName" TEXT,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Correction_documentId_endedAt_idx" ON "Correction"("documentId", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Correction_id_workspaceId_key" ON "Correction"("id", "workspaceId");

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_documentId_workspaceId_fkey" FOREIGN KEY ("documentId", "workspaceId") REFERENCES "Document"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An addition stands for no text, an exclusion says none; the others do both.
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_of_its_kind"
  CHECK (("kind" = 'add') = ("anchor" IS NULL) AND ("kind" = 'add') = ("anchorStart" IS NULL)
    AND ("kind" = 'exclude') = ("text" IS NULL));

-- The correction whose text `body` is from; null in passages of the document's own text. Offsets refer to the text of
-- either.
ALTER TABLE search.passage ADD COLUMN correction_id text;
