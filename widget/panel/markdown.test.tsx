/** @jsxImportSource preact */
import { render } from "preact";
import { describe, expect, it } from "vitest";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { renderMarkdown } from "./markdown";

interface Options {
  readonly numbers?: ReadonlySet<number> | null;
  readonly unsupported?: VisitorAnswer["unsupported"];
}

function html(text: string, { numbers = new Set([1, 2]), unsupported = [] }: Options = {}): string {
  const box = document.createElement("div");
  const content = renderMarkdown(text, {
    numbers,
    unsupported,
    citation: (number) => <sup>{number}</sup>,
    withoutSupport: (part) => <u>{part}</u>,
  });
  render(<>{content}</>, box);
  return box.innerHTML;
}

/** Where a part stands. */
function span(text: string, part: string): { start: number; end: number } {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

describe("markdown", () => {
  it.each([
    ["plain", "<p>plain</p>"],
    [
      "**bold** _and_ ~~gone~~ `code`",
      "<p><strong>bold</strong> <em>and</em> <del>gone</del> <code>code</code></p>",
    ],
    ["one\ntwo", "<p>one<br>two</p>"],
    ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    ["3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
    ["# Title", "<h3>Title</h3>"],
    ["> said", "<blockquote><p>said</p></blockquote>"],
    ["Fish &amp; chips &lt;3", "<p>Fish &amp; chips &lt;3</p>"],
  ])("shows %j", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it("shows tables", () => {
    expect(html("|a|b|\n|-|-|\n|1|2 [1]|")).toContain("<td>2 <sup>1</sup></td>");
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onclick=alert(1)>bold</b>",
    "![secret](https://evil.example/?q=secret)",
    "[click](javascript:alert(1))",
    "[click](data:text/html,x)",
    "[click](vbscript:x)",
    "<javascript:alert(1)>",
    '[x](https://a.example "t" onmouseover=alert(1))',
  ])("runs and fetches nothing of %j", (text) => {
    const box = document.createElement("div");
    box.innerHTML = html(text);
    expect(
      box.querySelector("script, img, iframe, b, [onclick], [onerror], [onmouseover]"),
    ).toBeNull();
    const links = [...box.querySelectorAll("a")].map(({ protocol }) => protocol);
    expect(links.filter((protocol) => protocol !== "https:")).toEqual([]);
  });

  it("opens links elsewhere, without telling them where they came from", () => {
    expect(html("[page](https://a.example/)")).toBe(
      '<p><a href="https://a.example/" target="_blank" rel="noopener noreferrer nofollow">page</a></p>',
    );
  });

  it("makes citations of known numbers, anywhere but in code", () => {
    expect(html("**a [1]** b [9] `c [1]`")).toBe(
      "<p><strong>a <sup>1</sup></strong> b [9] <code>c [1]</code></p>",
    );
  });

  it("takes every number for a citation while the answer is being written", () => {
    expect(html("a [7]", { numbers: null })).toBe("<p>a <sup>7</sup></p>");
  });

  it.each([
    ["A claim. Another.", "Another.", "<p>A claim. <u>Another.</u></p>"],
    ["- one\n- two", "- two", "<ul><li>one</li><li><u>two</u></li></ul>"],
    ["## Head\n\ntext", "## Head", "<h3><u>Head</u></h3><p>text</p>"],
    ["a **b** c", "a **b** c", "<p><u>a </u><strong><u>b</u></strong><u> c</u></p>"],
    ["x `y` z", "`y` z", "<p>x <code>y</code><u> z</u></p>"],
  ])("marks in %j what no source backs", (text, part, expected) => {
    expect(html(text, { unsupported: [span(text, part)] })).toBe(expected);
  });

  it("shows any beginning of an answer while it is written", () => {
    const text = "# T\n\n- **a** [1]\n- `b`\n\n|x|y|\n|-|-|\n|1|2|\n\n[l](https://a.example)";
    for (let end = 0; end <= text.length; end++) {
      expect(() => html(text.slice(0, end), { numbers: null })).not.toThrow();
    }
  });
});
