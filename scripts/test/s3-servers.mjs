import {
  CEPH_PACKAGES,
  hasCeph,
  hasSwift,
  SWIFT_PACKAGES,
} from "../../e2e/servers/s3/installed.mjs";
import { installPackages } from "./debian-packages.mjs";

/**
 * Makes sure there is a Ceph to test the S3 connector with, which is one that is there or else Debian's.
 * @returns {Promise<string | null>} why there is none
 */
export const ensureCeph = () => ensure(hasCeph, CEPH_PACKAGES);

/** The same for OpenStack Swift. */
export const ensureSwift = () => ensure(hasSwift, SWIFT_PACKAGES);

/**
 * @param {() => boolean} isThere
 * @param {readonly string[]} packages
 */
async function ensure(isThere, packages) {
  if (isThere()) return null;
  const reason = await installPackages(packages);
  if (reason !== null || isThere()) return reason;
  return `${packages.join(", ")} didn't bring it`;
}
