import { mkdir, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { freePort } from "../listen";
import { startRealS3, type Parts } from "../processes";
import type { RealS3 } from "../s3/through";

const KEYS = { accessKeyId: "test:tester", secretAccessKey: "canary-swift", region: "default" };
/** Most objects on one page of a listing. */
export const SWIFT_PAGE = 50;
const RINGS = ["account", "container", "object"] as const;

/** A real OpenStack Swift that speaks S3, on loopback, as processes of this one's. `hasSwift` tells whether it is installed. */
export const startSwift = (): Promise<RealS3> => startRealS3(KEYS, begin);

async function begin({ folder, command, start, untilAnswered }: Parts): Promise<number> {
  await mkdir(path.join(folder, "devices/one"), { recursive: true });
  for (const name of RINGS) {
    const port = await freePort();
    const ring = `${name}.builder`;
    await command("swift-ring-builder", ring, "create", "2", "1", "1");
    await command("swift-ring-builder", ring, "add", `r1z1-127.0.0.1:${String(port)}/one`, "1");
    await command("swift-ring-builder", ring, "rebalance");
    const file = path.join(folder, `${name}.conf`);
    await writeFile(file, storeConfiguration({ folder, name, port }));
    start(`swift-${name}-server`, file);
  }
  const port = await freePort();
  const file = path.join(folder, "proxy.conf");
  await writeFile(file, proxyConfiguration(folder, port));
  start("swift-proxy-server", file);
  await untilAnswered(`http://127.0.0.1:${String(port)}/info`);
  return port;
}

const general = (folder: string, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${String(port)}
user = ${userInfo().username}
swift_dir = ${folder}
workers = 0
log_address = /nonexistent
`;

const storeConfiguration = ({
  folder,
  name,
  port,
}: {
  folder: string;
  name: string;
  port: number;
}) => `${general(folder, port)}devices = ${folder}/devices
mount_check = false
[pipeline:main]
pipeline = ${name}-server
[app:${name}-server]
use = egg:swift#${name}
recon_cache_path = ${folder}
`;

/** Nobody listens at the address of the cache: it remembers nothing. */
const proxyConfiguration = (folder: string, port: number) => `${general(folder, port)}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = ${KEYS.region}
max_bucket_listing = ${String(SWIFT_PAGE)}
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = ${KEYS.secretAccessKey} .admin
`;
