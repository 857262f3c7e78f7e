-- AlterTable
ALTER TABLE "SourceSync" ADD COLUMN     "callSecretHash" TEXT,
ADD COLUMN     "calledAt" TIMESTAMPTZ(3);
