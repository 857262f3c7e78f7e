import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { freePort } from "../listen";
import { startRealS3, type Parts } from "../processes";
import { classesOfCeph } from "../s3/installed.mjs";
import type { RealS3 } from "../s3/through";

const KEYS = { accessKeyId: "AKIACEPH", secretAccessKey: "canary-ceph-secret", region: "default" };

/**
 * A real Ceph with its S3 gateway: one monitor and one store in memory, on loopback, as processes of this one's. `hasCeph` tells
 * whether it is installed.
 */
export const startCeph = (): Promise<RealS3> => startRealS3(KEYS, begin);

async function begin({ folder, command, start, untilAnswered }: Parts): Promise<number> {
  const [monitor, gateway] = [await freePort(), await freePort()];
  const fsid = randomUUID();
  const conf = path.join(folder, "ceph.conf");
  for (const name of ["mon", "osd", "run"]) await mkdir(path.join(folder, name));
  await writeFile(conf, configuration({ folder, fsid, monitor, gateway }));
  const at = `[v2:127.0.0.1:${String(monitor)}]`;
  await command("monmaptool", "--create", "--addv", "a", at, "--fsid", fsid, "monmap");
  const monmap = path.join(folder, "monmap");
  await command("ceph-mon", "-c", conf, "--mkfs", "-i", "a", "--monmap", monmap);
  start("ceph-mon", "-c", conf, "-i", "a", "-f");
  const store = randomUUID();
  const id = (await command("ceph", "-c", conf, "osd", "new", store)).trim();
  await command("ceph-osd", "-c", conf, "-i", id, "--mkfs", "--osd-uuid", store);
  start("ceph-osd", "-c", conf, "-i", id, "-f");
  start("radosgw", "-c", conf, "-n", "client.rgw", "-f");
  await untilAnswered(`http://127.0.0.1:${String(gateway)}`);
  const { accessKeyId, secretAccessKey } = KEYS;
  const keys = ["--access-key", accessKeyId, "--secret-key", secretAccessKey];
  const user = ["--uid=test", "--display-name=Test", ...keys];
  await command("radosgw-admin", "-c", conf, "user", "create", ...user);
  return gateway;
}

function configuration({
  folder,
  fsid,
  monitor,
  gateway,
}: {
  folder: string;
  fsid: string;
  monitor: number;
  gateway: number;
}): string {
  return `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${String(monitor)}]
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = ${folder}/run
admin socket = ${folder}/run/$cluster-$name.asok
pid file = ${folder}/run/$name.pid
log file = /dev/null
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
# However full the disk is: what is kept there is small.
mon data avail crit = 0
mon data avail warn = 0
[mon.a]
mon data = ${folder}/mon
[osd]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
memstore page set = false
osd class dir = ${classesOfCeph()}
[client.rgw]
# In the secure mode that is the default it waits for keys that there are none of.
ms mon client mode = crc
rgw frontends = beast endpoint=127.0.0.1:${String(gateway)}
rgw dns name = 127.0.0.1
rgw thread pool size = 16
`;
}
