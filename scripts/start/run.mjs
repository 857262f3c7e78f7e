import { spawn } from "node:child_process";

/**
 * Runs a command to its end and keeps the last lines it wrote.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, onLine?: (line: string) => void }} options
 * @returns {Promise<{ code: number, tail: string }>} code 127 when the command does not exist
 */
export function run(command, args, { cwd, env = process.env, signal, onLine }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], signal });
    const tail = keepTail(child, 40, onLine);
    child.once("error", (error) => resolve({ code: 127, tail: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, tail: tail() }));
  });
}

/**
 * Reads a child's output line by line. Returns a function that gives its last lines.
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} count
 * @param {(line: string) => void} [onLine]
 */
export function keepTail(child, count, onLine) {
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8");
    const take = (/** @type {string} */ line) => {
      lines.push(line);
      if (lines.length > count) lines.shift();
      onLine?.(line);
    };
    stream?.on("data", (chunk) => {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      parts.forEach(take);
    });
    stream?.on("end", () => {
      if (rest) take(rest);
    });
  }
  return () => lines.join("\n");
}
