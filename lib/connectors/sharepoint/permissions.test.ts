import { describe, expect, it } from "vitest";
import { sharepoint } from "./definition";
import { principalsOf, type Permission } from "./permissions";

const credentials = (tenant = "contoso.example") =>
  sharepoint.credentials.parse({
    method: "app-secret",
    tenant,
    clientId: "app",
    clientSecret: "secret",
  });
const of = (entry: Permission, tenant?: string) =>
  principalsOf({ roles: ["read"], ...entry }, credentials(tenant), "site-1");
const erika = { user: { id: "u1", email: "Erika@Contoso.example" } };

describe("whom an entry lets read", () => {
  it.each<[string, Permission, string[]]>([
    ["a person", { grantedToV2: erika }, ["user:erika@contoso.example"]],
    ["a group of the directory", { grantedToV2: { group: { id: "g1" } } }, ["group:g1"]],
    [
      "a group of the site, which is one of this site only",
      { grantedToV2: { siteGroup: { id: "5", loginName: "Besucher" } } },
      ["group:site:site-1:5"],
    ],
    [
      "a group of the directory by its account in SharePoint",
      { grantedToV2: { siteUser: { id: "9", loginName: "c:0t.c|tenant|abcd-ef" } } },
      ["group:abcd-ef"],
    ],
    [
      "everybody of the tenant, by its own domain",
      {
        grantedToV2: {
          siteUser: { id: "7", loginName: "c:0-.f|rolemanager|spo-grid-all-users/x" },
        },
      },
      ["domain:contoso.example"],
    ],
    [
      "people who were sent a link",
      { link: { scope: "users" }, grantedToIdentitiesV2: [erika, { group: { id: "g1" } }] },
      ["user:erika@contoso.example", "group:g1"],
    ],
    [
      "an entry without an end",
      { grantedToV2: erika, expirationDateTime: "0001-01-01T00:00:00Z" },
      ["user:erika@contoso.example"],
    ],
  ])("%s", (_, entry, principals) => {
    expect(of(entry)).toEqual(principals);
  });

  it.each<[string, Permission]>([
    ["a link for the organisation", { link: { scope: "organization" }, grantedToV2: erika }],
    ["a link for anybody", { link: { scope: "anonymous" }, grantedToIdentitiesV2: [erika] }],
    ["a link for those who have access", { link: { scope: "existingAccess" } }],
    ["an entry that has ended", { grantedToV2: erika, expirationDateTime: "2020-01-01T00:00:00Z" }],
    ["Limited Access", { grantedToV2: erika, roles: ["sp.limited access"] }],
    ["Limited Access in German", { grantedToV2: erika, roles: ["sp.Beschränkter Zugriff"] }],
    ["no role", { grantedToV2: erika, roles: [] }],
    ["an app", { grantedToV2: {} }],
    ["a person without an address", { grantedToV2: { user: { id: "u9" } } }],
    [
      "a guest of another company under a made-up name",
      {
        grantedToV2: {
          siteUser: { loginName: "i:0#.f|membership|x_partner.example#ext#@contoso.example" },
        },
      },
    ],
  ])("nobody: %s", (_, entry) => {
    expect(of(entry)).toEqual([]);
  });

  it("nobody, where the tenant is only known by its number: everybody of it", () => {
    const entry = { grantedToV2: { siteUser: { id: "7", loginName: "c:0(.s|true" } } };
    expect(of(entry, "72f988bf-86f1-41af-91ab-2d7cd011db47")).toEqual([]);
  });
});
