/** Where the file lies as it was uploaded; it is always downloaded, never shown in the page. */
export function originalUrl(workspace: string, documentId: string): string {
  return `/api/workspaces/${encodeURIComponent(workspace)}/documents/${encodeURIComponent(documentId)}/original`;
}
