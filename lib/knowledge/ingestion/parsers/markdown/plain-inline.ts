/**
 * Takes emphasis, links, images, code ticks and escapes off; the words stay. Spans are looked for within 500
 * characters, which keeps hostile lines linear.
 */
export function plainInline(text: string): string {
  if (!/[\\[*_~`<&]/.test(text)) return text;
  return text
    .replace(/!\[([^\]]{0,500})\]\([^)]{0,500}\)/g, "$1")
    .replace(/\[([^\]]{1,500})\]\((?:[^()]|\([^()]{0,100}\)){0,500}\)/g, "$1")
    .replace(/\[([^\]]{1,500})\]\[[^\]]{0,100}\]/g, "$1")
    .replace(/<((?:https?:\/\/|mailto:)[^>\s]{1,500})>/g, "$1")
    .replace(/(?<![\\\w*])(\*{1,3})(?=\S)([^*]{1,500}?)(?<=\S)\1(?!\*)/g, "$2")
    .replace(/(?<![\\\w])(_{1,3})(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)/g, "$2")
    .replace(/~~(.{1,500}?)~~/g, "$1")
    .replace(/(?<![\\`])(`{1,3})([^`]{1,500})\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1")
    .replace(
      /<\/?(?:b|i|u|em|strong|sub|sup|span|br|p|div|center|font|a|img)(?:\s[^<>]{0,500})?\/?>/gi,
      "",
    )
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
};
