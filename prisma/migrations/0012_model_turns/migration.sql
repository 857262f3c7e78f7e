-- What a key may do at once, and the calls that take their turn under it.

-- AlterTable
ALTER TABLE "ModelConnection" ADD COLUMN     "maxConcurrent" INTEGER,
ADD COLUMN     "tokensPerMinute" INTEGER;

-- CreateTable
CREATE TABLE "ModelTurn" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "tokens" INTEGER NOT NULL,
    "grantedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModelTurn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ModelTurn_connectionId_expiresAt_idx" ON "ModelTurn"("connectionId", "expiresAt");

-- AddForeignKey
ALTER TABLE "ModelTurn" ADD CONSTRAINT "ModelTurn_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModelTurn" ADD CONSTRAINT "ModelTurn_connectionId_workspaceId_fkey" FOREIGN KEY ("connectionId", "workspaceId") REFERENCES "ModelConnection"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;
