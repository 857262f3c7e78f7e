/** A tree of depth `D` kept as nested nodes: go left when `x[feature] <= at`. */
export type Tree = number | { feature: number; at: number; left: Tree; right: Tree };

export interface Row {
  x: number[];
  y: number;
  weight: number;
}

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Solves A·x = b by Gaussian elimination with partial pivoting; `a` and `b` are consumed. */
function solve(a: number[][], b: number[]): number[] {
  const n = b.length;
  const at = (row: number, col: number) => a[row]?.[col] ?? 0;
  for (let col = 0; col < n; col += 1) {
    let pivot = col;
    for (let row = col + 1; row < n; row += 1)
      if (Math.abs(at(row, col)) > Math.abs(at(pivot, col))) pivot = row;
    [a[col], a[pivot]] = [a[pivot] ?? [], a[col] ?? []];
    [b[col], b[pivot]] = [b[pivot] ?? 0, b[col] ?? 0];
    for (let row = col + 1; row < n; row += 1) {
      const factor = at(row, col) / at(col, col);
      if (factor === 0) continue;
      const target = a[row] ?? [];
      for (let k = col; k < n; k += 1) target[k] = (target[k] ?? 0) - factor * at(col, k);
      b[row] = (b[row] ?? 0) - factor * (b[col] ?? 0);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row -= 1) {
    let rest = b[row] ?? 0;
    for (let k = row + 1; k < n; k += 1) rest -= at(row, k) * (x[k] ?? 0);
    x[row] = rest / at(row, row);
  }
  return x;
}

/** Logistic regression by Newton's method with an L2 penalty on all but the intercept (the last coefficient). */
export function fitLogistic(rows: readonly Row[], penalty: number): number[] {
  const n = (rows[0]?.x.length ?? 0) + 1;
  let beta = new Array<number>(n).fill(0);
  for (let round = 0; round < 12; round += 1) {
    const gradient = beta.map((value, i) => (i < n - 1 ? -penalty * value : 0));
    const hessian = beta.map((_, i) =>
      beta.map((_, j) => (i === j ? (i < n - 1 ? penalty : 1e-6) : 0)),
    );
    for (const { x, y, weight } of rows) {
      const full = [...x, 1];
      const p = sigmoid(full.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0));
      const slope = weight * Math.max(p * (1 - p), 1e-6);
      for (let i = 0; i < n; i += 1) {
        const xi = full[i] ?? 0;
        if (xi === 0) continue;
        gradient[i] = (gradient[i] ?? 0) + weight * (y - p) * xi;
        const line = hessian[i] ?? [];
        for (let j = 0; j < n; j += 1) line[j] = (line[j] ?? 0) + slope * xi * (full[j] ?? 0);
      }
    }
    const step = solve(hessian, gradient);
    beta = beta.map((value, i) => value + (step[i] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return beta;
}

export interface BoostOptions {
  rounds: number;
  depth: number;
  rate: number;
  minWeight: number;
  penalty: number;
}

interface Split {
  feature: number;
  bin: number;
  gain: number;
}

/** Gradient-boosted trees for logistic loss, over at most 48 quantile bins per feature. */
export class Booster {
  private readonly edges: number[][];
  private readonly binned: Uint8Array[];
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;

  constructor(
    private readonly rows: readonly Row[],
    private readonly options: BoostOptions,
  ) {
    const width = rows[0]?.x.length ?? 0;
    this.edges = Array.from({ length: width }, (_, f) =>
      quantiles(rows.map((row) => row.x[f] ?? 0)),
    );
    this.binned = this.edges.map((edges, f) =>
      Uint8Array.from(rows, (row) => binOf(edges, row.x[f] ?? 0)),
    );
    this.gradient = new Float64Array(rows.length);
    this.hessian = new Float64Array(rows.length);
  }

  fit(): { base: number; trees: Tree[] } {
    const { rows } = this;
    const total = rows.reduce((sum, row) => sum + row.weight, 0);
    const positive = rows.reduce((sum, row) => sum + row.weight * row.y, 0);
    const base = Math.log(positive / (total - positive));
    const score = new Float64Array(rows.length).fill(base);
    const trees: Tree[] = [];
    for (let round = 0; round < this.options.rounds; round += 1) {
      rows.forEach((row, i) => {
        const p = sigmoid(score[i] ?? 0);
        this.gradient[i] = row.weight * (row.y - p);
        this.hessian[i] = row.weight * Math.max(p * (1 - p), 1e-6);
      });
      const tree = this.grow(Uint32Array.from(rows.keys()), this.options.depth);
      trees.push(tree);
      rows.forEach((row, i) => (score[i] = (score[i] ?? 0) + treeValue(tree, row.x)));
    }
    return { base, trees };
  }

  private leaf(members: Uint32Array): number {
    let g = 0;
    let h = 0;
    for (const i of members) {
      g += this.gradient[i] ?? 0;
      h += this.hessian[i] ?? 0;
    }
    return (this.options.rate * g) / (h + this.options.penalty);
  }

  private grow(members: Uint32Array, depth: number): Tree {
    const split = depth > 0 ? this.bestSplit(members) : null;
    if (!split) return this.leaf(members);
    const bins = this.binned[split.feature];
    return {
      feature: split.feature,
      at: this.edges[split.feature]?.[split.bin] ?? 0,
      left: this.grow(
        members.filter((i) => (bins?.[i] ?? 0) <= split.bin),
        depth - 1,
      ),
      right: this.grow(
        members.filter((i) => (bins?.[i] ?? 0) > split.bin),
        depth - 1,
      ),
    };
  }

  private bestSplit(members: Uint32Array): Split | null {
    let best: Split | null = null;
    this.binned.forEach((bins, feature) => {
      const found = this.splitOn(members, bins, feature);
      if (found && (!best || found.gain > best.gain)) best = found;
    });
    return best;
  }

  private splitOn(members: Uint32Array, bins: Uint8Array, feature: number): Split | null {
    const { minWeight, penalty } = this.options;
    const g = new Float64Array(64);
    const h = new Float64Array(64);
    let allG = 0;
    let allH = 0;
    for (const i of members) {
      const bin = bins[i] ?? 0;
      g[bin] = (g[bin] ?? 0) + (this.gradient[i] ?? 0);
      h[bin] = (h[bin] ?? 0) + (this.hessian[i] ?? 0);
      allG += this.gradient[i] ?? 0;
      allH += this.hessian[i] ?? 0;
    }
    let best: Split | null = null;
    let leftG = 0;
    let leftH = 0;
    const last = (this.edges[feature]?.length ?? 0) - 1;
    for (let bin = 0; bin <= last; bin += 1) {
      leftG += g[bin] ?? 0;
      leftH += h[bin] ?? 0;
      if (leftH < minWeight || allH - leftH < minWeight) continue;
      const gain =
        leftG ** 2 / (leftH + penalty) +
        (allG - leftG) ** 2 / (allH - leftH + penalty) -
        allG ** 2 / (allH + penalty);
      if (gain > 1e-4 && (!best || gain > best.gain)) best = { feature, bin, gain };
    }
    return best;
  }
}

function quantiles(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const edges = new Set<number>();
  for (let k = 1; k < 48; k += 1) edges.add(sorted[Math.floor((k / 48) * sorted.length)] ?? 0);
  const max = sorted.at(-1) ?? 0;
  return [...edges].filter((edge) => edge < max);
}

function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin += 1;
  return bin;
}

/** The leaf a row falls into. */
export function treeValue(tree: Tree, x: readonly number[]): number {
  let node = tree;
  while (typeof node !== "number")
    node = (x[node.feature] ?? 0) <= node.at ? node.left : node.right;
  return node;
}

/** Area under the ROC curve; ties count half. NaN when a class is absent. */
export function auc(positive: readonly number[], negative: readonly number[]): number {
  const all = [
    ...positive.map((s) => [s, 1] as const),
    ...negative.map((s) => [s, 0] as const),
  ].sort((a, b) => a[0] - b[0]);
  let rankSum = 0;
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j < all.length && all[j]?.[0] === all[i]?.[0]) j += 1;
    for (let k = i; k < j; k += 1) if (all[k]?.[1] === 1) rankSum += (i + 1 + j) / 2;
    i = j;
  }
  const p = positive.length;
  return (rankSum - (p * (p + 1)) / 2) / (p * negative.length);
}
