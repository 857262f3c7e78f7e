import path from "node:path";

/** A file of the project. Each of its processes is started in its root; code that was compiled lies elsewhere than its source. */
export function inRoot(file: string): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), file);
}

/** One of the server's programs as `scripts/start/programs.mjs` compiled it. */
export function compiledProgram(name: string): string {
  return inRoot(`dist/programs/${name}.mjs`);
}
