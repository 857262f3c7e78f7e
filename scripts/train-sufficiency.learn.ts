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

/** Weighted mean and deviation of every feature; a deviation of 0 becomes 1. */
export function scaleOf(rows: readonly Row[]): { mean: number[]; deviation: number[] } {
  const width = rows[0]?.x.length ?? 0;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const average = (of: (row: Row) => number) =>
    rows.reduce((sum, row) => sum + row.weight * of(row), 0) / total;
  const mean = Array.from({ length: width }, (_, i) => average(({ x }) => x[i] ?? 0));
  const deviation = mean.map(
    (middle, i) => Math.sqrt(average(({ x }) => ((x[i] ?? 0) - middle) ** 2)) || 1,
  );
  return { mean, deviation };
}

/** Area under the ROC curve; ties count half. NaN when a class is absent. */
export function auc(positive: readonly number[], negative: readonly number[]): number {
  const all = [
    ...positive.map((s) => [s, 1] as const),
    ...negative.map((s) => [s, 0] as const),
  ].sort((a, b) => a[0] - b[0]);
  let rankSum = 0;
  for (let i = 0; i < all.length;) {
    let j = i + 1;
    while (j < all.length && all[j]?.[0] === all[i]?.[0]) j += 1;
    for (let k = i; k < j; k += 1) if (all[k]?.[1] === 1) rankSum += (i + 1 + j) / 2;
    i = j;
  }
  const p = positive.length;
  return (rankSum - (p * (p + 1)) / 2) / (p * negative.length);
}
