import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeZip } from "../parsers/_office/testing";

/** What the stand-in does with a file whose text holds the word. */
type Behaviour = "convert" | "silent" | "crash" | "hang" | "flood" | "eat" | "call";

/** A file of WordPerfect by its first bytes, which tells the stand-in what to do. */
export const foreignFile = (behaviour: Behaviour, detail = "") =>
  Buffer.concat([
    Buffer.from("\xffWPC\x10\0\0\0", "latin1"),
    Buffer.from(`${behaviour} ${detail}`),
  ]);

/** Text of the document that comes out. */
export const CONVERTED_TEXT = "Converted words";

export interface StandIn {
  program: string;
  /** In the command line of every process it starts. */
  marker: string;
  /** Where it writes, as JSON, what it was started with. */
  told: string;
}

/**
 * Runs `body` with a program that takes LibreOffice's command line and behaves as the file it is given says, so that
 * everything around LibreOffice is tested where that isn't installed.
 */
export async function withStandIn<T>(body: (standIn: StandIn) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "stand-in-"));
  const told = path.join(folder, "told.json");
  const program = path.join(folder, "soffice");
  const odt = makeZip({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>${CONVERTED_TEXT}</text:p></office:text></office:body></office:document-content>`,
  });
  await writeFile(path.join(folder, "result.odt"), odt);
  await writeFile(program, script(folder));
  await chmod(program, 0o755);
  try {
    return await body({ program, marker: folder, told });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const script = (folder: string) => `#!${process.execPath}
const fs = require("node:fs");
const path = require("node:path");
const args = process.argv.slice(2);
const after = (name) => args[args.indexOf(name) + 1];
const source = args.at(-1);
const out = after("--outdir");
fs.writeFileSync(${JSON.stringify(path.join(folder, "told.json"))}, JSON.stringify({ args, env: process.env, cwd: process.cwd() }));
const [, behaviour, detail] = /(convert|silent|crash|hang|flood|eat|call) (.*)/.exec(fs.readFileSync(source, "latin1"));
const convert = () => {
  fs.mkdirSync(out, { recursive: true });
  fs.copyFileSync(${JSON.stringify(path.join(folder, "result.odt"))}, path.join(out, path.basename(source) + "." + after("--convert-to")));
};
const kept = [];
({
  convert,
  silent() {},
  crash() { process.kill(process.pid, "SIGSEGV"); },
  hang() {
    require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", ${JSON.stringify(folder)}], { stdio: "ignore" });
    setInterval(() => {}, 1000);
  },
  flood() { fs.mkdirSync(out, { recursive: true }); for (;;) fs.appendFileSync(path.join(out, "more"), Buffer.alloc(1_000_000)); },
  eat() { setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 5); },
  call() { fetch(detail).catch(() => {}).finally(convert); },
})[behaviour]();
`;
