-- AlterTable
ALTER TABLE "Publication" ADD COLUMN     "handOverEmail" TEXT;

-- AlterTable
ALTER TABLE "PublicationInvitation" ADD COLUMN     "signInHash" TEXT,
ADD COLUMN     "signInUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SourceSync" ADD COLUMN     "failureToldAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "PublicationInvitation_signInHash_key" ON "PublicationInvitation"("signInHash");


