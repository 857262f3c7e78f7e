import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./listen";

const known = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"];
const GUIDE = "docs/guides/publishing.md";

export function findNginx(): string | null {
  return known.find((file) => existsSync(file)) ?? null;
}

export interface Proxy {
  readonly port: number;
  close(): Promise<void>;
}

/** A real nginx in front of the app, with the configuration that the guide tells people to use. */
export async function startNginx(binary: string, app: number): Promise<Proxy> {
  const guide = await readFile(GUIDE, "utf8");
  const location = /```nginx\n([\s\S]*?)```/.exec(guide)?.[1];
  if (location === undefined) throw new Error(`No configuration in ${GUIDE}.`);
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-nginx-"));
  const port = await freePort();
  const file = path.join(folder, "nginx.conf");
  await writeFile(
    file,
    configuration({ folder, port, location: location.replace("3000", String(app)) }),
  );
  execFileSync(binary, ["-t", "-q", "-p", folder, "-c", file]);
  const child = spawn(binary, ["-p", folder, "-c", file], { stdio: "inherit" });
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  await untilListening(port);
  return {
    port,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It answers a moment after its process began; gives up after ten seconds. */
async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
    if (connected) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("nginx did not start to listen.");
}

function configuration({
  folder,
  port,
  location,
}: {
  folder: string;
  port: number;
  location: string;
}): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.join("\n  ")}
  server {
    listen 127.0.0.1:${String(port)};
    ${location}
  }
}
`;
}
