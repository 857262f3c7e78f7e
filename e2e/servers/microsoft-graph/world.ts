import { FileTree, type Entry } from "../remote-host/tree";

/** An entry of an item's permissions as Graph sends it. */
export interface Permission {
  readonly id: string;
  readonly roles: readonly string[];
  readonly grantedToV2?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly grantedToIdentitiesV2?: readonly Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >[];
  readonly link?: { readonly scope: string; readonly type: string; readonly webUrl?: string };
  readonly invitation?: { readonly email: string };
  readonly expirationDateTime?: string;
  readonly hasPassword?: boolean;
}

export interface User {
  readonly id: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  /** Ids of users and groups; a group may be inside itself by a detour. */
  members: string[];
}

export interface Site {
  readonly id: string;
  /** Path under the host, without a slash in front; empty for the root site. */
  readonly path: string;
  readonly displayName: string;
  readonly parentId: string | null;
  /** What the site answers with instead of its contents: 423 locked, 404, 410 or 403. */
  refuses: number | null;
  /** Members of its own groups, by number; addresses of people or `group:` and an id. */
  readonly siteGroups: Map<number, { title: string; members: string[] }>;
}

export interface Drive {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly rootId: string;
}

export type Item = Entry<Permission>;

/** How deltas are told, within what Graph allows. */
export interface DeltaManners {
  /** Items of a page. */
  pageSize: number;
  /** Items come in another order, children before their folders too. */
  shuffle: boolean;
  /** Every item comes a second time, the first time as it was: the last one counts. */
  duplicate: boolean;
  /** What lies in a deleted folder is told too. */
  tellsDeletedChildren: boolean;
}

/** A tenant: its directory, its sites and everything in their libraries. */
export class World {
  readonly tenant = "contoso.example";
  readonly host = "contoso.sharepoint.example";
  readonly sites = new Map<string, Site>();
  readonly drives = new Map<string, Drive>();
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly tree = new FileTree<Permission>((count) => `01ITEM${String(count).padStart(8, "0")}`);
  readonly manners: DeltaManners = {
    pageSize: 200,
    shuffle: false,
    duplicate: false,
    tellsDeletedChildren: false,
  };
  /** Delta tokens up to this change are too old. */
  tokensGoneUpTo = -1;
  /** Roles of the app in the tenant. */
  roles: string[] = ["Sites.FullControl.All", "Files.Read.All", "GroupMember.Read.All"];
  #count = 0;

  #next(prefix: string): string {
    return `${prefix}${String(++this.#count).padStart(4, "0")}`;
  }

  addSite({
    path,
    name,
    parentId = null,
  }: {
    path: string;
    name: string;
    parentId?: string | null;
  }): Site {
    const id = `${this.host},${this.#next("c0ffee00-0000-4000-8000-00000000")},${this.#next("feed0000-0000-4000-8000-00000000")}`;
    const site: Site = {
      id,
      path,
      displayName: name,
      parentId,
      refuses: null,
      siteGroups: new Map(),
    };
    this.sites.set(id, site);
    return site;
  }

  addDrive(siteId: string, name: string, permissions: readonly Permission[] = []): Drive {
    const id = `b!${this.#next("drive")}`;
    const drive = { id, siteId, name, rootId: `01ROOT-${id}` };
    this.drives.set(id, drive);
    this.tree.addDrive(id, drive.rootId, permissions);
    return drive;
  }

  addUser(name: string): User {
    const mail = `${name}@${this.tenant}`;
    const user = { id: this.#next("user-"), mail, userPrincipalName: mail, displayName: name };
    this.users.set(user.id, user);
    return user;
  }

  addGroup(name: string, members: readonly string[] = []): Group {
    const group = { id: this.#next("group-"), displayName: name, members: [...members] };
    this.groups.set(group.id, group);
    return group;
  }

  /** Everybody and every group inside, each once, whatever cycles there are. */
  transitiveMembers(groupId: string): (User | Group)[] {
    const found = new Map<string, User | Group>();
    const pending = [...(this.groups.get(groupId)?.members ?? [])];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const member = this.users.get(id) ?? this.groups.get(id);
      if (!member || found.has(id)) continue;
      found.set(id, member);
      if ("members" in member) pending.push(...member.members);
    }
    return [...found.values()];
  }
}
