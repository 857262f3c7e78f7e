import { COLOURS, COMPANY } from "./brand.mjs";

const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const wrapAll = (tag, texts) => texts.map((text) => `<${tag}>${escape(text)}</${tag}>`).join("");

const STYLE = `
body { font: 16px/1.6 system-ui, sans-serif; color: ${COLOURS.ink}; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
header { border-bottom: 3px solid ${COLOURS.brand}; margin-bottom: 2rem; }
h1, h2 { color: ${COLOURS.brand}; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.4rem 0.6rem; border-bottom: 1px solid ${COLOURS.line}; }
footer { margin-top: 3rem; color: ${COLOURS.soft}; font-size: 0.85rem; }`;

/**
 * @param {{ meta: import("./source.mjs").Meta, blocks: import("./source.mjs").Block[] }} source
 * @returns {string} a complete page
 */
export function renderHtml({ meta, blocks }) {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${escape(meta.title)} | ${COMPANY}</title>
<style>${STYLE}
</style>
</head>
<body>
<header>
<h1>${escape(meta.title)}</h1>
<p>${escape(meta.subtitle)}</p>
</header>
<main>
${blocks.map(renderBlock).join("\n")}
</main>
<footer>${COMPANY} | ${escape(meta.owner)} | ${escape(meta.version)} | ${escape(meta.valid)}</footer>
</body>
</html>
`;
}

function renderBlock(block) {
  switch (block.kind) {
    case "heading":
      return `<h${block.level + 1}>${escape(block.text)}</h${block.level + 1}>`;
    case "paragraph":
      return `<p>${escape(block.text)}</p>`;
    case "bullets":
      return `<ul>${wrapAll("li", block.items)}</ul>`;
    case "steps":
      return `<ol>${wrapAll("li", block.items)}</ol>`;
    case "table":
      return renderTable(block);
    default:
      throw new Error(`Unknown block "${block.kind}".`);
  }
}

function renderTable({ header, rows }) {
  const body = rows.map((row) => `<tr>${wrapAll("td", row)}</tr>`).join("\n");
  return `<table>\n<thead><tr>${wrapAll("th", header)}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}
