import { spawn } from "node:child_process";
import path from "node:path";
import { benchOptions } from "./options";

/** Which program measures what; one that measures several things is started once and told which. */
const PROGRAMS = {
  engine: "engine.ts",
  grounding: "grounding.ts",
  ingestion: "ingestion.ts",
  search: "search.ts",
  restricted: "restricted.ts",
  models: "models.ts",
  chaos: "chaos.ts",
  sync: "sync/main.ts",
  documents: "documents.ts",
  "first-token": "app/main.ts",
  chat: "app/main.ts",
  published: "app/main.ts",
  soak: "app/main.ts",
  "first-word": "app/main.ts",
  "editor-bytes": "app/main.ts",
} as const;
/** Only by name: it takes as long as one wants. */
const LONG = "soak";
type BenchName = keyof typeof PROGRAMS;

const USAGE = `npm run bench -- [names …] [--quick] [--minutes 10] [--passages 20000] [--files 10000]

Runs ${Object.keys(PROGRAMS).join(", ")}: all but the soak, or those named.
Prints one JSON line for each measure. --quick: a few rounds only, to see that it works. --minutes: of the soak. --passages: of "restricted". --files: of "sync".`;

const isBench = (name: string): name is BenchName => Object.hasOwn(PROGRAMS, name);

const { names, quick, minutes, passages, files } = benchOptions();
const unknown = names.find((name) => !isBench(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}".\n\n${USAGE}\n`);
  process.exit(2);
}
const wanted = Object.keys(PROGRAMS)
  .filter(isBench)
  .filter((name) => (names.length === 0 ? name !== LONG : names.includes(name)));
for (const program of new Set(wanted.map((name) => PROGRAMS[name]))) {
  const parts = wanted.filter((name) => PROGRAMS[name] === program);
  process.stderr.write(`${parts.join(", ")} …\n`);
  const code = await run(program, [
    ...parts,
    ...["--minutes", String(minutes)],
    ...(quick ? ["--quick"] : []),
    ...(passages === undefined ? [] : ["--passages", String(passages)]),
    ...(files === undefined ? [] : ["--files", String(files)]),
  ]);
  if (code !== 0) {
    process.stderr.write(`${parts.join(", ")} failed.\n`);
    process.exitCode = 1;
  }
}

/** Each in a process of its own, so that none meets the heap and the compiled code of another. */
function run(program: string, args: readonly string[]): Promise<number> {
  const file = path.join(import.meta.dirname, program);
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      resolve(code ?? 1);
    });
  });
}
