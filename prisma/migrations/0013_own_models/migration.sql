-- Models that people gave a name, and which models a workspace may use.

-- CreateTable
CREATE TABLE "NamedModel" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "baseConnectionId" TEXT,
    "baseModel" TEXT,
    "trainedFor" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contextTokens" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NamedModel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelPolicy" (
    "workspaceId" TEXT NOT NULL,
    "providers" JSONB,
    "models" JSONB NOT NULL DEFAULT '{}',
    "defaults" JSONB NOT NULL DEFAULT '{}',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModelPolicy_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateIndex
CREATE UNIQUE INDEX "NamedModel_id_workspaceId_key" ON "NamedModel"("id", "workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "NamedModel_connectionId_model_key" ON "NamedModel"("connectionId", "model");

-- CreateIndex
CREATE UNIQUE INDEX "NamedModel_workspaceId_name_key" ON "NamedModel"("workspaceId", "name");

-- AddForeignKey
ALTER TABLE "NamedModel" ADD CONSTRAINT "NamedModel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamedModel" ADD CONSTRAINT "NamedModel_connectionId_workspaceId_fkey" FOREIGN KEY ("connectionId", "workspaceId") REFERENCES "ModelConnection"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModelPolicy" ADD CONSTRAINT "ModelPolicy_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A base is named whole or not at all.
ALTER TABLE "NamedModel" ADD CONSTRAINT "NamedModel_base" CHECK (("baseConnectionId" IS NULL) = ("baseModel" IS NULL));
