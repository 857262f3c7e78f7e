export const sourceViewer = {} as const;
