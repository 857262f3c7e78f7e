-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "documentId" TEXT;
