import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

type Setting = readonly [folder: string, name: string, value: boolean | number | string];

/**
 * What a conversion must not do: run macros, follow what a file links to, reach a network. A proxy that nobody
 * listens on stands for the network where the process can't be kept from it altogether.
 */
const SETTINGS: readonly Setting[] = [
  ["Office.Common/Security/Scripting", "DisableMacrosExecution", true],
  ["Office.Common/Security/Scripting", "MacroSecurityLevel", 3],
  ["Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", true],
  ["Office.Common/Misc", "UseLocking", false],
  ["Office.Writer/Content/Update", "Link", 0],
  ["Office.Calc/Content/Update", "Link", 1],
  ["Inet/Settings", "ooInetProxyType", 2],
  ["Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"],
  ["Inet/Settings", "ooInetHTTPProxyPort", 9],
  ["Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"],
  ["Inet/Settings", "ooInetHTTPSProxyPort", 9],
  ["Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"],
  ["Inet/Settings", "ooInetFTPProxyPort", 9],
  ["Inet/Settings", "ooInetNoProxy", ""],
];

/** Makes a LibreOffice profile in a new folder, for one conversion. */
export async function writeProfile(folder: string): Promise<void> {
  await mkdir(path.join(folder, "user"), { recursive: true });
  const items = SETTINGS.map(
    ([place, name, value]) =>
      `<item oor:path="/org.openoffice.${place}"><prop oor:name="${name}" oor:op="fuse"><value>${String(value)}</value></prop></item>`,
  );
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${items.join("\n")}
</oor:items>
`;
  await writeFile(path.join(folder, "user", "registrymodifications.xcu"), text);
}
