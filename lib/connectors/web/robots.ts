/** Who we say we are, and whom a robots.txt means by it. */
export const AGENT = "Groundwork";

/** What a robots.txt lets us do (RFC 9309). */
export interface Robots {
  /** Of a path with its query. */
  readonly allows: (path: string) => boolean;
  /** Seconds that the site wants between two calls; at most ten. */
  readonly delayS: number;
  readonly sitemaps: readonly string[];
}

interface Rule {
  readonly allow: boolean;
  readonly path: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  delayS: number;
}

const LONGEST_DELAY_S = 10;
/** More of a file is not read. */
const MOST_LINES = 10_000;

/** Reads a robots.txt; an empty one allows everything. The longest rule that fits counts, of equal ones that which allows. */
export function readRobots(text: string): Robots {
  const { groups, sitemaps } = groupsOf(text);
  const named = groups.filter(({ agents }) =>
    agents.some((agent) => agent.toLowerCase() === AGENT.toLowerCase()),
  );
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes("*"));
  const rules = ours.flatMap((group) => group.rules);
  return {
    allows(path) {
      const fitting = rules.filter((rule) => fits(rule.path, path));
      const longest = Math.max(0, ...fitting.map((rule) => rule.path.length));
      const counting = fitting.filter((rule) => rule.path.length === longest);
      return counting.length === 0 || counting.some(({ allow }) => allow);
    },
    delayS: Math.min(Math.max(0, ...ours.map(({ delayS }) => delayS)), LONGEST_DELAY_S),
    sitemaps,
  };
}

function groupsOf(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let open = false;
  for (const line of text.split(/\r\n|\n|\r/).slice(0, MOST_LINES)) {
    const [statement = ""] = line.split("#");
    const colon = statement.indexOf(":");
    if (colon < 0) continue;
    const key = statement.slice(0, colon).trim().toLowerCase();
    const value = statement.slice(colon + 1).trim();
    if (key === "sitemap") sitemaps.push(value);
    if (key === "user-agent") {
      if (!open) groups.push({ agents: [], rules: [], delayS: 0 });
      groups.at(-1)?.agents.push(value);
    }
    open = key === "user-agent" || (open && key === "sitemap");
    const group = groups.at(-1);
    if (!group) continue;
    if (key === "crawl-delay") group.delayS = Number(value) || 0;
    if ((key === "allow" || key === "disallow") && value !== "") {
      group.rules.push({ allow: key === "allow", path: value });
    }
  }
  return { groups, sitemaps };
}

/** `*` stands for anything, `$` at the end for the end. Looks at each piece once, whatever the pattern. */
function fits(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith("$");
  const [first = "", ...pieces] = (toEnd ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of pieces.entries()) {
    if (toEnd && index === pieces.length - 1) {
      return path.length - piece.length >= at && path.endsWith(piece);
    }
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !toEnd || at === path.length;
}
