import { describe, expect, it } from "vitest";
import { hasPermission, permissionsOf, requirePermission, ROLES } from "./permissions";

describe("permissions", () => {
  it("grow from viewer to owner", () => {
    for (const [index, role] of ROLES.entries()) {
      const below = ROLES[index + 1];
      for (const permission of below ? permissionsOf(below) : []) {
        expect(hasPermission(role, permission)).toBe(true);
      }
    }
  });

  it("let a viewer look and ask, and nothing else", () => {
    expect([...permissionsOf("viewer")].sort()).toEqual(["workflow.run", "workspace.read"]);
  });

  it("keep people, models, network and letting knowledge out from a builder", () => {
    const kept = ["members.manage", "models.manage", "network.manage", "knowledge.share"] as const;
    for (const permission of kept) {
      expect(() => {
        requirePermission("builder", permission);
      }).toThrow(expect.objectContaining({ code: "permission.missing", kind: "forbidden" }));
    }
  });
});
