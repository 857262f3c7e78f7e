import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import ts from "typescript";

/**
 * Workflows are data. Nothing under these folders can turn text into code: no eval, no Function constructor, no vm,
 * no child process, no worker, no template engine, no import of something computed.
 */
const FOLDERS = ["lib/graph", "lib/nodes", "lib/engine"];
const FORBIDDEN_NAMES = new Set(["eval", "Function", "GeneratorFunction", "AsyncFunction"]);
const FORBIDDEN_MODULES =
  /^(?:node:)?(?:vm|child_process|worker_threads|module|cluster|repl|inspector)$|^(?:handlebars|ejs|mustache|nunjucks|lodash|vm2|isolated-vm|jsonata|expr-eval|mathjs)(?:\/|$)/;

/** What in a source file could run text as code. */
function findings(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && FORBIDDEN_NAMES.has(node.text)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && node.name.text === "constructor")
      found.push("constructor");
    if (isTimer(node) && node.arguments[0] && ts.isStringLiteralLike(node.arguments[0]))
      found.push("timer");
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      if (FORBIDDEN_MODULES.test(node.moduleSpecifier.text)) found.push(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) && loadsModules(node.expression)) found.push("import()");
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isTimer(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    /^set(?:Timeout|Interval|Immediate)$/.test(node.expression.getText())
  );
}

function loadsModules(called: ts.Expression): boolean {
  return called.kind === ts.SyntaxKind.ImportKeyword || called.getText() === "require";
}

const root = path.join(import.meta.dirname, "../..");
const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name)),
);

describe("nothing stored is run as code", () => {
  it("looks at all the files there are", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files).toContain(path.join("lib/graph", "references.ts"));
    expect(files).toContain(path.join("lib/nodes", "model/execute.ts"));
  });

  it.each(files)("%s", (file) => {
    expect(findings(file, readFileSync(path.join(root, file), "utf8"))).toEqual([]);
  });

  it.each([
    ["eval(x)", "eval"],
    ["globalThis.eval(x)", "eval"],
    ["new Function('return 1')()", "Function"],
    ["(() => {}).constructor('x')()", "constructor"],
    ["import vm from 'node:vm'", "node:vm"],
    ["import { exec } from 'child_process'", "child_process"],
    ["await import(name)", "import()"],
    ["require(name)", "import()"],
    ["setTimeout('alert(1)', 1)", "timer"],
  ])("would find %s", (code, expected) => {
    expect(findings("bad.ts", code)).toEqual([expected]);
  });

  it("doesn't take words in comments and texts for code", () => {
    expect(findings("good.ts", "// eval(x)\nconst text = 'new Function()';")).toEqual([]);
  });
});
