/** A request of documents.batchUpdate. */
export type DocsRequest = Readonly<Record<string, unknown>>;
export type Style = Readonly<Record<string, unknown>>;

interface Paragraph {
  readonly style: Style;
  readonly bullet: string | null;
}

/** One UTF-16 code unit of a body; a newline carries its paragraph. */
interface Cell {
  readonly unit: string;
  readonly style: Style;
  readonly paragraph: Paragraph | null;
}

interface Stretch {
  readonly startIndex: number;
  readonly endIndex: number;
}

interface NamedRange extends Stretch {
  readonly id: string;
  readonly name: string;
}

interface Content {
  readonly cells: readonly Cell[];
  readonly ranges: readonly NamedRange[];
}

/** Why a request does not fit. */
export class InvalidRequest extends Error {}

const PLAIN: Paragraph = { style: { namedStyleType: "NORMAL_TEXT" }, bullet: null };
const STRIPPED = /[\u0000-\u0008\u000C-\u001F\uE000-\uF8FF]/g;

/** The body of a Google Doc: begins at index 1, is never without a last newline, changes as a whole or not at all. */
export class GoogleDocument {
  #content: Content = { cells: [{ unit: "\n", style: {}, paragraph: PLAIN }], ranges: [] };
  #revision = 1;
  #ranges = 0;

  get revisionId(): string {
    return `ALm37BV-${String(this.#revision)}`;
  }

  /** Without its last newline. */
  get text(): string {
    return this.#content.cells
      .map(({ unit }) => unit)
      .join("")
      .slice(0, -1);
  }

  /** Applies all, or throws {@link InvalidRequest} and changes nothing. */
  apply(requests: readonly DocsRequest[]): void {
    this.#content = requests.reduce((content, request, at) => {
      try {
        return this.#one(content, request);
      } catch (error) {
        if (!(error instanceof InvalidRequest)) throw error;
        throw new InvalidRequest(`Invalid requests[${String(at)}].${error.message}`);
      }
    }, this.#content);
    this.#revision += 1;
  }

  /** The paragraphs with their words by looks. */
  paragraphs() {
    let index = 1;
    const found: {
      startIndex: number;
      endIndex: number;
      style: Style;
      bullet: string | null;
      runs: { text: string; style: Style }[];
    }[] = [];
    let runs: { text: string; style: Style }[] = [];
    let startIndex = index;
    for (const { unit, style, paragraph } of this.#content.cells) {
      index += 1;
      const last = runs.at(-1);
      if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += unit;
      else runs.push({ text: unit, style });
      if (!paragraph) continue;
      found.push({ startIndex, endIndex: index, ...paragraph, runs });
      startIndex = index;
      runs = [];
    }
    return found;
  }

  /** What documents.get tells of it. */
  json(documentId: string, title: string): Record<string, unknown> {
    const content = this.paragraphs().map(({ startIndex, endIndex, style, bullet, runs }) => {
      let at = startIndex;
      const elements = runs.map(({ text, style: textStyle }) => ({
        startIndex: at,
        endIndex: (at += text.length),
        textRun: { content: text, textStyle },
      }));
      return {
        startIndex,
        endIndex,
        paragraph: {
          elements,
          paragraphStyle: style,
          ...(bullet && { bullet: { listId: bullet } }),
        },
      };
    });
    const names = [...new Set(this.#content.ranges.map(({ name }) => name))];
    return {
      documentId,
      title,
      revisionId: this.revisionId,
      body: { content: [{ endIndex: 1, sectionBreak: {} }, ...content] },
      namedRanges: Object.fromEntries(names.map((name) => [name, this.#named(name)])),
    };
  }

  #named(name: string) {
    const own = this.#content.ranges.filter((range) => range.name === name);
    return {
      name,
      namedRanges: own.map(({ id: namedRangeId, startIndex, endIndex }) => ({
        namedRangeId,
        name,
        ranges: [{ startIndex, endIndex }],
      })),
    };
  }

  #one(content: Content, request: DocsRequest): Content {
    const [[kind, asked] = ["", {}]] = Object.entries(request);
    const body = asked as Record<string, unknown>;
    if (kind === "insertText") return insertText(content, body);
    const range = rangeOf(content, kind, body.range);
    switch (kind) {
      case "updateTextStyle":
        return styled(content, range, (cell) => ({
          ...cell,
          style: merged(cell.style, body, "textStyle"),
        }));
      case "updateParagraphStyle":
        return paragraphed(content, range, (paragraph) => ({
          ...paragraph,
          style: merged(paragraph.style, body, "paragraphStyle"),
        }));
      case "createParagraphBullets":
        if (typeof body.bulletPreset !== "string") throw new InvalidRequest(`${kind}: no preset`);
        return paragraphed(content, range, (paragraph) => ({
          ...paragraph,
          bullet: String(body.bulletPreset),
        }));
      case "deleteParagraphBullets":
        return paragraphed(content, range, (paragraph) => ({ ...paragraph, bullet: null }));
      case "createNamedRange": {
        const name = typeof body.name === "string" ? body.name : "";
        if (name.length < 1 || name.length > 256) throw new InvalidRequest(`${kind}: bad name`);
        const id = `kix.${String((this.#ranges += 1))}`;
        return { ...content, ranges: [...content.ranges, { id, name, ...range }] };
      }
      case "deleteContentRange":
        return deleted(content, range);
      default:
        throw new InvalidRequest(`${kind}: unknown`);
    }
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const endOf = ({ cells }: Content) => cells.length + 1;

function rangeOf(content: Content, kind: string, given: unknown): Stretch {
  const { startIndex, endIndex } = (given ?? {}) as Partial<Stretch>;
  const whole = Number.isInteger(startIndex) && Number.isInteger(endIndex);
  if (!whole || startIndex === undefined || endIndex === undefined) {
    throw new InvalidRequest(`${kind}: The range should not be empty.`);
  }
  if (startIndex < 1 || endIndex > endOf(content)) {
    throw new InvalidRequest(
      `${kind}: Index ${String(endIndex)} must be less than the end index of the referenced segment, ${String(endOf(content))}.`,
    );
  }
  if (startIndex >= endIndex) throw new InvalidRequest(`${kind}: The range should not be empty.`);
  return { startIndex, endIndex };
}

function insertText(content: Content, body: Record<string, unknown>): Content {
  const { cells, ranges } = content;
  const toEnd = body.endOfSegmentLocation !== undefined;
  const { index } = (body.location ?? {}) as { index?: number };
  const at = toEnd ? endOf(content) - 1 : (index ?? 0);
  const text = textOf(body.text).replace(STRIPPED, "");
  if (text === "") throw new InvalidRequest("insertText: Insert text requests must specify text.");
  if (!Number.isInteger(at) || at < 1 || at >= endOf(content)) {
    throw new InvalidRequest(
      `insertText: Index ${String(at)} must be less than the end index of the referenced segment, ${String(endOf(content))}.`,
    );
  }
  const before = cells[at - 2];
  const after = cells[at - 1];
  if (/[\uD800-\uDBFF]/.test(before?.unit ?? "") && /[\uDC00-\uDFFF]/.test(after?.unit ?? "")) {
    throw new InvalidRequest(
      "insertText: The insertion index cannot be within a grapheme cluster.",
    );
  }
  const paragraph = cells.slice(at - 1).find((cell) => cell.paragraph)?.paragraph ?? PLAIN;
  const style = before && !before.paragraph ? before.style : (after?.style ?? {});
  // Not by code points: indexes count units.
  const added = text
    .split("")
    .map((unit): Cell => ({ unit, style, paragraph: unit === "\n" ? paragraph : null }));
  const moved = (place: number) => (place >= at ? place + text.length : place);
  return {
    cells: [...cells.slice(0, at - 1), ...added, ...cells.slice(at - 1)],
    ranges: ranges.map((range) => ({
      ...range,
      startIndex: moved(range.startIndex),
      endIndex: range.endIndex > at ? range.endIndex + text.length : range.endIndex,
    })),
  };
}

function deleted({ cells, ranges }: Content, { startIndex, endIndex }: Stretch): Content {
  if (endIndex > cells.length) {
    throw new InvalidRequest("deleteContentRange: The last newline can't be deleted.");
  }
  const moved = (place: number) =>
    place <= startIndex ? place : Math.max(startIndex, place - (endIndex - startIndex));
  return {
    cells: [...cells.slice(0, startIndex - 1), ...cells.slice(endIndex - 1)],
    ranges: ranges
      .map((range) => ({
        ...range,
        startIndex: moved(range.startIndex),
        endIndex: moved(range.endIndex),
      }))
      .filter((range) => range.startIndex < range.endIndex),
  };
}

function styled(content: Content, at: Stretch, change: (cell: Cell) => Cell): Content {
  const cells = content.cells.map((cell, place) =>
    place + 1 >= at.startIndex && place + 1 < at.endIndex ? change(cell) : cell,
  );
  return { ...content, cells };
}

/** Of every paragraph that the stretch touches. */
function paragraphed(
  content: Content,
  at: Stretch,
  change: (paragraph: Paragraph) => Paragraph,
): Content {
  let startIndex = 1;
  const cells = content.cells.map((cell, place) => {
    if (!cell.paragraph) return cell;
    const touched = startIndex < at.endIndex && place + 2 > at.startIndex;
    startIndex = place + 2;
    return touched ? { ...cell, paragraph: change(cell.paragraph) } : cell;
  });
  return { ...content, cells };
}

/** The fields that are named, and no others; one that is named and not given goes back to what it is by itself. */
function merged(
  style: Style,
  body: Record<string, unknown>,
  key: "textStyle" | "paragraphStyle",
): Style {
  const given = (body[key] ?? {}) as Style;
  const fields = textOf(body.fields).split(",").filter(Boolean);
  if (fields.length === 0) throw new InvalidRequest(`${key}: At least one field must be listed.`);
  const unnamed = Object.keys(given).filter((name) => !fields.includes(name));
  if (unnamed.length > 0) throw new InvalidRequest(`${key}: ${unnamed.join()} not in fields`);
  const kept = Object.entries(style).filter(([name]) => !fields.includes(name));
  const set = fields.flatMap((name) => (name in given ? [[name, given[name]] as const] : []));
  return Object.fromEntries([...kept, ...set]);
}
