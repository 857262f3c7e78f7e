import type { VisitorFile, VisitorProblem } from "@/lib/publication/protocol";
import { randomId } from "../client/random-id";
import type { Session } from "../client/session";
import { problemOf } from "./conversation";

const LOOK_AGAIN_MS = 1_500;

/** A file of the conversation, or one that is being sent or was refused. */
export interface ShownFile {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: "sending" | VisitorFile["state"];
  /** Of the server's, once it has it. */
  readonly id: string | null;
  readonly problem: VisitorProblem | null;
}

/** A question has to wait for it, or it would be answered without. */
export function isOnItsWay({ state }: ShownFile): boolean {
  return state === "sending" || state === "reading";
}

/** The files a visitor attached. */
export class Files {
  private files: readonly ShownFile[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How often something was sent or removed: what was listed before is old. */
  private changes = 0;

  constructor(
    private readonly session: Session,
    private readonly onChange: (files: readonly ShownFile[]) => void,
  ) {}

  /** Fetches what the conversation has, and again while something is being read. */
  async refresh(): Promise<void> {
    const { changes } = this;
    const response = await this.session.call("files");
    const known = (await response.json()) as VisitorFile[];
    if (this.changes !== changes) return this.refresh();
    const ours = this.files.filter(({ id }) => id === null);
    this.set([...known.map((file) => ({ ...file, key: file.id, problem: null })), ...ours]);
  }

  add(files: Iterable<File>): void {
    for (const file of files) void this.send(file);
  }

  async remove({ key, id }: ShownFile): Promise<void> {
    if (id !== null)
      await this.session.call(`files/${encodeURIComponent(id)}`, { method: "DELETE" });
    this.changes += 1;
    this.set(this.files.filter((file) => file.key !== key));
  }

  /** Of another conversation now. */
  clear(): void {
    this.changes += 1;
    this.set([]);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async send(file: File): Promise<void> {
    const { name, size } = file;
    const sending: ShownFile = {
      key: randomId(),
      name,
      size,
      state: "sending",
      id: null,
      problem: null,
    };
    this.set([...this.files, sending]);
    try {
      const response = await this.session.call(`files?name=${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        body: file,
      });
      const stored = (await response.json()) as VisitorFile;
      this.changes += 1;
      this.replace(sending.key, { ...stored, key: sending.key, problem: null });
    } catch (error) {
      this.replace(sending.key, { ...sending, state: "failed", problem: problemOf(error) });
    }
  }

  private replace(key: string, by: ShownFile): void {
    this.set(this.files.map((file) => (file.key === key ? by : file)));
  }

  private set(files: readonly ShownFile[]): void {
    this.files = files;
    this.onChange(files);
    clearTimeout(this.timer);
    if (!files.some(({ state }) => state === "reading")) return;
    this.timer = setTimeout(() => {
      this.refresh().catch(() => undefined);
    }, LOOK_AGAIN_MS);
  }
}
