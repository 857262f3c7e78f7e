import { FileTree, type Entry } from "../remote-host/tree";
import { GoogleDocument } from "./document";

/** An entry of a file's permissions as Drive sends it. */
export interface Permission {
  readonly id: string;
  readonly type: "user" | "group" | "domain" | "anyone";
  readonly role: string;
  readonly emailAddress?: string;
  readonly domain?: string;
  readonly allowFileDiscovery?: boolean;
  readonly expirationTime?: string;
  readonly deleted?: boolean;
  readonly pendingOwner?: boolean;
  readonly view?: string;
}

export interface Person {
  readonly email: string;
  suspended: boolean;
}

export type File = Entry<Permission>;

/** How lists are told, within what Drive allows. */
export interface ListManners {
  /** Items of a page, however many were asked for. */
  pageSize: number;
  /** Each page of files but the last comes empty first, with a token to go on. */
  emptyPages: boolean;
  /** Lists say that they could not search everything, and leave out every other file. */
  incomplete: boolean;
  /** Bytes of the largest export. */
  exportLimit: number;
  /** The project has the Docs API switched off. */
  docsOff: boolean;
}

export const FOLDER = "application/vnd.google-apps.folder";
export const SHORTCUT = "application/vnd.google-apps.shortcut";
export const DOCUMENT = "application/vnd.google-apps.document";
export const SPREADSHEET = "application/vnd.google-apps.spreadsheet";

/** A Workspace domain: its people and groups, everybody's My Drive, and shared drives. */
export class World {
  readonly domain = "example.com";
  readonly people = new Map<string, Person>();
  /** Addresses of the members by the address of the group; a group may be inside itself by a detour. */
  readonly groups = new Map<string, string[]>();
  /** Names of shared drives by their id, which is the id of their root too. */
  readonly sharedDrives = new Map<string, string>();
  readonly manners: ListManners = {
    pageSize: 1000,
    emptyPages: false,
    incomplete: false,
    exportLimit: 10 * 2 ** 20,
    docsOff: false,
  };
  readonly tree: FileTree<Permission>;
  readonly #documents = new Map<string, GoogleDocument>();
  /** Who could ever see a file: only they are told that it is gone. */
  readonly #everSeen = new Map<string, Set<string>>();

  constructor() {
    this.tree = new FileTree<Permission>(
      (count) => `1file${String(count).padStart(28, "0")}`,
      (entry) => {
        this.#remember(entry);
      },
    );
  }

  /** With an empty My Drive, the root of which has the id `root-` and the address. */
  addPerson(name: string): Person {
    const person = { email: `${name}@${this.domain}`, suspended: false };
    this.people.set(person.email, person);
    this.tree.addDrive(myDrive(person.email), `root-${person.email}`, [
      { id: `owner-${name}`, type: "user", role: "owner", emailAddress: person.email },
    ]);
    return person;
  }

  /** The body of one of Google's own documents; what was seeded as its content stands in it. */
  documentOf(file: File): GoogleDocument {
    const known = this.#documents.get(file.id);
    if (known) return known;
    const made = new GoogleDocument();
    const text = String(file.content);
    if (text !== "") made.apply([{ insertText: { location: { index: 1 }, text } }]);
    this.#documents.set(file.id, made);
    return made;
  }

  addGroup(name: string, members: readonly string[]): string {
    const email = `${name}@${this.domain}`;
    this.groups.set(email, [...members]);
    return email;
  }

  addSharedDrive(name: string, permissions: readonly Permission[]): string {
    const id = `0A${name.replace(/\W/g, "")}PVA`;
    this.sharedDrives.set(id, name);
    this.tree.addDrive(id, id, permissions);
    return id;
  }

  isShared(entry: File): boolean {
    return this.sharedDrives.has(entry.driveId);
  }

  /** Whether a person may read it now, whatever its state. */
  mayRead(email: string, entry: File): boolean {
    return this.tree.sharesOf(entry).some((share) => this.#grants(share, email));
  }

  /** Whether a person is told that it exists: it is not gone and may be read. */
  sees(email: string, entry: File): boolean {
    return entry.state !== "gone" && this.mayRead(email, entry);
  }

  everSaw(email: string, id: string): boolean {
    return this.#everSeen.get(email)?.has(id) ?? false;
  }

  /** Trashed itself or by a folder above. */
  isTrashed(entry: File): boolean {
    return !this.tree.isLive(entry);
  }

  isMember(group: string, email: string): boolean {
    const seen = new Set<string>();
    const pending = [group];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === email) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(...(this.groups.get(next) ?? []));
    }
    return false;
  }

  #grants(share: Permission, email: string): boolean {
    if (share.deleted === true || share.view !== undefined) return false;
    if (share.expirationTime !== undefined && new Date(share.expirationTime) < new Date())
      return false;
    switch (share.type) {
      case "user":
        return share.emailAddress === email;
      case "group":
        return this.isMember(share.emailAddress ?? "", email);
      case "domain":
        return email.endsWith(`@${share.domain ?? ""}`);
      case "anyone":
        return true;
    }
  }

  #remember(entry: File): void {
    for (const email of this.people.keys()) {
      if (!this.sees(email, entry)) continue;
      const seen = this.#everSeen.get(email) ?? new Set<string>();
      this.#everSeen.set(email, seen.add(entry.id));
    }
  }
}

export function myDrive(email: string): string {
  return `my-drive-of-${email}`;
}
