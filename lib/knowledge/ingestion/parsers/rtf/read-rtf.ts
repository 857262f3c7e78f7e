import { codePageOfCharset, decodeCodePage } from "../_office/code-page";
import { Flow } from "../_office/flow";
import { readTokens } from "./tokens";

export interface RtfContent {
  headers: Flow[];
  body: Flow;
  footers: Flow[];
  /** The page an e-mail program wrapped in RTF; the body is empty then. */
  html: string | null;
}

/** What text of a group is for. */
type Purpose = "text" | "skip" | "fonts" | "styles" | "field" | "html";

interface Group {
  purpose: Purpose;
  flow: Flow;
  font: number;
  /** How many characters stand after \u for programs that don't know it. */
  fallback: number;
  hidden: boolean;
  inTable: boolean;
  style: number;
  outline: number | null;
  /** What ends with the group. */
  close: (() => void) | null;
}

const MAX_DEPTH = 1_000;
const SPECIAL: Readonly<Record<string, string>> = {
  line: "\n",
  lbr: "\n",
  softline: "\n",
  tab: "\t",
  emdash: "—",
  endash: "–",
  emspace: " ",
  enspace: " ",
  qmspace: " ",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  "~": " ",
  _: "-",
  "\\": "\\",
  "{": "{",
  "}": "}",
};
/** Destinations that programs must skip without knowing them (\*), but which hold text people see. */
const READ_THOUGH_STARRED = new Set(["shpinst", "shptxt", "footnote", "ud", "htmltag", "fldinst"]);
const SKIPPED = new Set(
  "colortbl info pict object objdata themedata datastore listtable listoverridetable revtbl rsidtbl generator xmlnstbl sn sv shprslt nonshppict bkmkstart bkmkend filetbl fchars lchars private ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc xe rxe txe falt panose template passwordhash docvar latentstyles nesttableprops pnseclvl mmathPr upr atnid atnauthor atntime atnicn atndate atnref".split(
    " ",
  ),
);
const HEADERS = new Set(["header", "headerl", "headerr", "headerf"]);
const FOOTERS = new Set(["footer", "footerl", "footerr", "footerf"]);

/** Reads an RTF file: text by the code page of its fonts, tables, notes, text boxes, headers and footers. */
export function readRtf(bytes: Uint8Array, options: { comments: boolean }): RtfContent {
  const reader = new RtfReader(options.comments);
  for (const token of readTokens(bytes)) {
    if (token.kind === "open") reader.open();
    else if (token.kind === "close") reader.close();
    else if (token.kind === "byte") reader.byte(token.byte);
    else reader.word(token.word, token.number);
  }
  return reader.end();
}

class RtfReader {
  private readonly body = new Flow();
  private readonly headers: Flow[] = [];
  private readonly footers: Flow[] = [];
  private html: string | null = null;
  private readonly stack: Group[] = [];
  private group: Group = {
    purpose: "text",
    flow: this.body,
    font: -1,
    fallback: 1,
    hidden: false,
    inTable: false,
    style: 0,
    outline: null,
    close: null,
  };
  private starred = false;
  private toSkip = 0;
  private bytes: number[] = [];
  private codePage = 1252;
  private defaultFont = 0;
  private readonly fonts = new Map<number, number | null>();
  private readonly headingStyles = new Map<number, number>();
  private styleName = "";
  private fieldCode = "";
  /** Where the cells of the present row end. */
  private cellEdges: number[] = [];

  constructor(private readonly comments: boolean) {}

  open(): void {
    this.flush();
    this.toSkip = 0;
    if (this.stack.length > MAX_DEPTH) throw new RangeError("too deep");
    this.stack.push(this.group);
    this.group = { ...this.group, close: null };
  }

  close(): void {
    this.flush();
    this.toSkip = 0;
    this.starred = false;
    this.group.close?.();
    this.group = this.stack.pop() ?? this.group;
  }

  byte(byte: number): void {
    if (this.toSkip > 0) this.toSkip -= 1;
    else if (this.group.purpose !== "skip") this.bytes.push(byte);
  }

  word(word: string, number: number | null): void {
    if (word === "u" && number !== null) {
      this.unicode(number);
      return;
    }
    if (this.toSkip > 0 && !/^[{}]$/.test(word)) {
      this.toSkip -= 1;
      return;
    }
    this.flush();
    if (word === "*") this.starred = true;
    else if (this.starred || this.group.purpose !== "skip") this.control(word, number);
    if (word !== "*") this.starred = false;
  }

  end(): RtfContent {
    this.flush();
    this.body.end();
    return { headers: this.headers, body: this.body, footers: this.footers, html: this.html };
  }

  private unicode(number: number): void {
    this.flush();
    if (this.group.purpose !== "skip") {
      this.text(String.fromCharCode(number < 0 ? number + 65_536 : number));
    }
    this.toSkip = this.group.fallback;
  }

  /** Bytes are gathered until something else comes: a character may take two. */
  private flush(): void {
    if (this.bytes.length === 0) return;
    const { purpose, font } = this.group;
    const bytes = Uint8Array.from(this.bytes);
    this.bytes = [];
    const own = this.fonts.get(font < 0 ? this.defaultFont : font) ?? null;
    this.text(decodeCodePage(bytes, purpose === "fonts" ? 1252 : (own ?? this.codePage)));
  }

  private text(text: string): void {
    const { purpose, flow, hidden } = this.group;
    if (purpose === "styles") this.styleName += text;
    else if (purpose === "field") this.fieldCode += text;
    else if (purpose === "html") this.html = (this.html ?? "") + text;
    else if (purpose === "text" && !hidden) {
      if (this.html === null) flow.add(text);
      else this.html += text.replace(/\n/g, "\r\n");
    }
  }

  private control(word: string, number: number | null): void {
    const special = SPECIAL[word];
    if (special !== undefined) this.text(special);
    else if (!this.destination(word) && !this.layout(word)) this.property(word, number);
  }

  /** Words that say what their group is for. */
  private destination(word: string): boolean {
    const { group } = this;
    if (this.starred && !READ_THOUGH_STARRED.has(word) && !(this.comments && word === "annotation"))
      group.purpose = "skip";
    else if (SKIPPED.has(word)) group.purpose = "skip";
    else if (word === "fonttbl") group.purpose = "fonts";
    else if (word === "stylesheet") group.purpose = "styles";
    else if (word === "fldinst") this.fieldInstruction();
    else if (word === "ud" || word === "shptxt" || word === "dptxbxtext")
      this.divert(word !== "ud");
    else if (word === "htmltag") group.purpose = "html";
    else if (word === "footnote" || word === "annotation") this.note();
    else if (HEADERS.has(word)) this.margin(this.headers);
    else if (FOOTERS.has(word)) this.margin(this.footers);
    else return false;
    return true;
  }

  /** Text boxes are texts of their own that follow the paragraph they hang on. */
  private divert(apart: boolean): void {
    const { group } = this;
    group.purpose = "text";
    if (!apart) return;
    const outer = group.flow;
    const own = this.ownFlow();
    group.close = () => {
      own.end();
      outer.after(own);
    };
  }

  private ownFlow(): Flow {
    const own = new Flow();
    Object.assign(this.group, { flow: own, inTable: false, style: 0, outline: null });
    return own;
  }

  private note(): void {
    this.divert(true);
    this.group.flow.add("[");
    const { close, flow } = this.group;
    this.group.close = () => {
      flow.add("]");
      close?.();
    };
  }

  private margin(list: Flow[]): void {
    const own = this.ownFlow();
    this.group.purpose = "text";
    this.group.close = () => {
      own.end();
      list.push(own);
    };
  }

  private fieldInstruction(): void {
    const { group } = this;
    group.purpose = "field";
    this.fieldCode = "";
    group.close = () => {
      const parent = this.stack.at(-1);
      if (!parent) return;
      const address = /^\s*HYPERLINK\s+"((?:https?|mailto):[^"]+)"/i.exec(this.fieldCode)?.[1];
      if (address !== undefined) parent.flow.link(address);
      if (/^\s*(?:PAGE|NUMPAGES)\b/i.test(this.fieldCode)) parent.purpose = "skip";
    };
  }

  private layout(word: string): boolean {
    const { flow, inTable, purpose } = this.group;
    if (purpose !== "text") return false;
    if (this.html !== null && (word === "par" || word === "line")) this.text("\n");
    else if (word === "par" || word === "sect" || word === "page") {
      flow.paragraph({ inTable, heading: this.heading() });
    } else if (word === "cell" || word === "nestcell") flow.endCell();
    else if (word === "row") flow.endRow(this.cellEdges);
    else return false;
    return true;
  }

  private heading(): number | null {
    const { outline, style } = this.group;
    if (outline !== null) return outline >= 0 && outline < 9 ? outline + 1 : null;
    return this.headingStyles.get(style) ?? null;
  }

  private property(word: string, number: number | null): void {
    const { group } = this;
    const on = number !== 0;
    if (word === "f") group.font = number ?? 0;
    else if (word === "uc") group.fallback = Math.max(0, number ?? 1);
    else if (word === "ansicpg") this.codePage = number ?? 1252;
    else if (word === "mac") this.codePage = 10000;
    else if (word === "pc") this.codePage = 437;
    else if (word === "pca") this.codePage = 850;
    else if (word === "deff") this.defaultFont = number ?? 0;
    else if (word === "fcharset" && !this.fonts.has(group.font)) {
      this.fonts.set(group.font, codePageOfCharset(number ?? 1));
    } else if (word === "cpg" && number) this.fonts.set(group.font, number);
    else if (word === "v" || word === "deleted" || word === "htmlrtf") group.hidden = on;
    else if (word === "plain") Object.assign(group, { hidden: false, font: -1 });
    else if (word === "pard") Object.assign(group, { inTable: false, style: 0, outline: null });
    else if (word === "intbl") group.inTable = on;
    else if (word === "trowd") this.cellEdges = [];
    else if (word === "cellx") this.cellEdges.push(number ?? 0);
    else if (word === "outlinelevel") group.outline = number;
    else if (word === "s") this.style(number ?? 0);
    else if (word === "fromhtml") this.html = "";
  }

  private style(number: number): void {
    const { group } = this;
    group.style = number;
    if (group.purpose !== "styles") return;
    this.styleName = "";
    group.close = () => {
      const level = /^\s*heading (\d)\b/i.exec(this.styleName)?.[1];
      if (level !== undefined) this.headingStyles.set(number, Number(level));
      else if (/^\s*title;/i.test(this.styleName)) this.headingStyles.set(number, 1);
    };
  }
}
