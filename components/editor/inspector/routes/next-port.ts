/** A port name that none of the routes has: `topic_1`, `topic_2`, … Never that of one that was deleted in between. */
export function nextPort(prefix: string, routes: readonly { readonly port: string }[]): string {
  const numbers = routes.map(({ port }) => Number(/_(\d+)$/.exec(port)?.[1] ?? 0));
  return `${prefix}_${String(Math.max(0, ...numbers) + 1)}`;
}
