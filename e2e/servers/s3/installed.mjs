import { accessSync, constants, readdirSync } from "node:fs";
import path from "node:path";

/** The Debian packages that they come with. */
export const CEPH_PACKAGES = ["ceph-mon", "ceph-osd", "radosgw", "ceph-common"];
export const SWIFT_PACKAGES = ["swift-proxy", "swift-account", "swift-container", "swift-object"];

const CEPH = ["ceph-mon", "ceph-osd", "radosgw", "ceph", "monmaptool", "radosgw-admin"];
const SWIFT = ["proxy", "account", "container", "object"].map((name) => `swift-${name}-server`);

/** Whether everything is there that a Ceph is made of. */
export const hasCeph = () => CEPH.every(isProgram);

/** Whether everything is there that an OpenStack Swift is made of. */
export const hasSwift = () => [...SWIFT, "swift-ring-builder"].every(isProgram);

/** Where Ceph's packages put what its store runs inside itself; the place names the kind of processor. */
export function classesOfCeph() {
  const places = readdirSync("/usr/lib").map((name) => `/usr/lib/${name}/rados-classes`);
  return places.find(isReachable) ?? "/usr/lib/rados-classes";
}

function isProgram(/** @type {string} */ name) {
  return ["/usr/bin", "/usr/local/bin"].some((folder) => isReachable(path.join(folder, name)));
}

function isReachable(/** @type {string} */ file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
