"use client";

import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Select } from "@/components/ui/select";
import { roleNamed, rolesToGive, type Role } from "./roles";

export interface RoleSelectProps {
  value: Role;
  onChange: (role: Role) => void;
  disabled?: boolean;
  /** Only where no `Field` names it. */
  "aria-label"?: string;
}

/** The roles one may give, each with what it allows. */
export function RoleSelect({ value, onChange, disabled, ...aria }: RoleSelectProps) {
  const roles = useTranslations("shell.roles");
  const help = useTranslations("settings.people.roleHelp");
  const { role: own } = useWorkspace();
  return (
    <Select
      {...aria}
      value={value}
      disabled={disabled}
      onValueChange={(name) => {
        const role = roleNamed(name);
        if (role) onChange(role);
      }}
      options={rolesToGive(own).map((role) => ({
        value: role,
        label: roles(role),
        hint: help(role),
      }))}
    />
  );
}
