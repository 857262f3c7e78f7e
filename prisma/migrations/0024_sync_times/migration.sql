-- AlterTable
ALTER TABLE "SourceSync" ADD COLUMN     "atTimes" JSONB;
