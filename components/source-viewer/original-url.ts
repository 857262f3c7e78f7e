/** Where the file lies as it was uploaded, of the present version or another; opened as a page it is downloaded. */
export function originalUrl(workspace: string, documentId: string, versionId?: string): string {
  const query = versionId === undefined ? "" : `?version=${encodeURIComponent(versionId)}`;
  return `/api/workspaces/${encodeURIComponent(workspace)}/documents/${encodeURIComponent(documentId)}/original${query}`;
}
