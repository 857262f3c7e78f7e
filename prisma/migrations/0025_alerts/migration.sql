-- CreateTable
CREATE TABLE "AlertHook" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "sealedTarget" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertHook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertDelivery" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "hookId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message" JSONB,
    "state" "MailState" NOT NULL DEFAULT 'queued',
    "error" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AlertDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AlertHook_workspaceId_key" ON "AlertHook"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "AlertHook_id_workspaceId_key" ON "AlertHook"("id", "workspaceId");

-- CreateIndex
CREATE INDEX "AlertDelivery_hookId_createdAt_idx" ON "AlertDelivery"("hookId", "createdAt");

-- CreateIndex
CREATE INDEX "AlertDelivery_workspaceId_idx" ON "AlertDelivery"("workspaceId");

-- AddForeignKey
ALTER TABLE "AlertHook" ADD CONSTRAINT "AlertHook_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertDelivery" ADD CONSTRAINT "AlertDelivery_hookId_workspaceId_fkey" FOREIGN KEY ("hookId", "workspaceId") REFERENCES "AlertHook"("id", "workspaceId") ON DELETE CASCADE ON UPDATE CASCADE;


