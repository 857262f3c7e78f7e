-- Headers of one's own that a gateway asks for, sealed like the key; their names may be shown.

-- AlterTable
ALTER TABLE "ModelConnection" ADD COLUMN     "headerNames" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "sealedHeaders" TEXT;
