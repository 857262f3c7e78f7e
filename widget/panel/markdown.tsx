/** @jsxImportSource preact */
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { ComponentChildren } from "preact";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { Cutter, fenced } from "./answer-marks";

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
};

export interface MarkdownOptions {
  readonly unsupported: VisitorAnswer["unsupported"];
  /** Of known citations; null while the answer is being written. */
  readonly numbers: ReadonlySet<number> | null;
  readonly citation: (number: number) => ComponentChildren;
  readonly withoutSupport: (text: string) => ComponentChildren;
}

/**
 * Markdown as elements of ours. What a model writes is not trusted: HTML stays text, an image becomes its description
 * (its address could carry words of a document to another server), and a link leads to https, http or mailto alone.
 */
export function renderMarkdown(text: string, options: MarkdownOptions): ComponentChildren {
  return new Renderer(options).blocks(
    lexer(fenced(text, options.unsupported), { gfm: true, breaks: true }),
  );
}

class Renderer {
  private readonly cutter: Cutter;

  constructor(private readonly options: MarkdownOptions) {
    this.cutter = new Cutter(options.numbers);
  }

  blocks(tokens: readonly Token[]): ComponentChildren[] {
    return tokens.map((token) => this.block(token as MarkedToken));
  }

  private block(token: MarkedToken): ComponentChildren {
    switch (token.type) {
      case "space":
      case "def":
        return null;
      case "heading":
        // Below the panel's own heading, whatever its depth in the answer.
        return <h3>{this.inline(token.tokens)}</h3>;
      case "paragraph":
        return <p>{this.inline(token.tokens)}</p>;
      case "code":
        return (
          <pre>
            <code>{this.cutter.skip(token.text)}</code>
          </pre>
        );
      case "blockquote":
        return <blockquote>{this.blocks(token.tokens)}</blockquote>;
      case "list":
        return this.list(token);
      case "table":
        return this.table(token);
      case "hr":
        return <hr />;
      case "html":
        return <p>{this.text(token.text)}</p>;
      default:
        return this.inlineToken(token);
    }
  }

  private list({ ordered, start, items }: Tokens.List): ComponentChildren {
    const content = items.map((item, index) => <li key={index}>{this.blocks(item.tokens)}</li>);
    return ordered ? <ol start={Number(start) || 1}>{content}</ol> : <ul>{content}</ul>;
  }

  private table({ header, rows }: Tokens.Table): ComponentChildren {
    return (
      // It scrolls sideways, with the keyboard too.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      <div class="table" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {header.map((cell, index) => (
                <th key={index}>{this.inline(cell.tokens)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{this.inline(cell.tokens)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  }

  private inline(tokens: readonly Token[] | undefined): ComponentChildren[] {
    return (tokens ?? []).map((token) => this.inlineToken(token as MarkedToken));
  }

  private inlineToken(token: MarkedToken): ComponentChildren {
    switch (token.type) {
      case "strong":
        return <strong>{this.inline(token.tokens)}</strong>;
      case "em":
        return <em>{this.inline(token.tokens)}</em>;
      case "del":
        return <del>{this.inline(token.tokens)}</del>;
      case "codespan":
        return <code>{this.cutter.skip(token.text)}</code>;
      case "br":
        return <br />;
      case "link":
        return this.link(token);
      case "image":
        return <em>{this.text(token.text)}</em>;
      case "checkbox":
        return token.checked ? "☑ " : "☐ ";
      case "text":
        return token.tokens ? this.inline(token.tokens) : this.text(token.text);
      default:
        return this.text("text" in token ? token.text : token.raw);
    }
  }

  private link({ href, tokens }: Tokens.Link): ComponentChildren {
    const content = this.inline(tokens);
    if (!/^(https?:|mailto:)/i.test(href)) return content;
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {content}
      </a>
    );
  }

  private text(text: string): ComponentChildren[] {
    return this.cutter.cut(text).map((piece) => {
      if (piece.kind === "citation") return this.options.citation(piece.number);
      const decoded = piece.text.replace(
        /&(?:amp|lt|gt|quot|#39|nbsp);/g,
        (found) => ENTITIES[found] ?? found,
      );
      return piece.unsupported ? this.options.withoutSupport(decoded) : decoded;
    });
  }
}
