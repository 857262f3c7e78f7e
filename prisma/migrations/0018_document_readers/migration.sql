-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "addressConfirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "addressConfirmedByName" TEXT;

-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "restricted" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "permissionsAllAt" TIMESTAMPTZ(3),
ADD COLUMN     "permissionsReadAt" TIMESTAMPTZ(3),
ADD COLUMN     "respectsPermissions" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "readers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "readersKnown" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "SyncItem" ADD COLUMN     "accessStale" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "SourceGroupMember" (
    "connectionId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "member" TEXT NOT NULL,

    CONSTRAINT "SourceGroupMember_pkey" PRIMARY KEY ("connectionId","group","member")
);

-- CreateIndex
CREATE INDEX "SourceGroupMember_workspaceId_member_idx" ON "SourceGroupMember"("workspaceId", "member");

-- AddForeignKey
ALTER TABLE "SourceGroupMember" ADD CONSTRAINT "SourceGroupMember_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceGroupMember" ADD CONSTRAINT "SourceGroupMember_connectionId_workspaceId_fkey" FOREIGN KEY ("connectionId", "workspaceId") REFERENCES "SourceConnection"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;


