import ipaddr from "ipaddr.js";

/** How far an address may be reached: by anyone, by requests to a host an administrator opened, or never. */
export type AddressClass = "public" | "private" | "forbidden";

/** Inside an organisation: reachable once an administrator opened the host. */
const privateRanges = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);

/**
 * Services of cloud providers that hand credentials to whoever asks, where the range alone doesn't tell: Azure's
 * (a public address), Alibaba's (carrier-grade NAT) and Amazon's over IPv6 (unique local). 169.254.169.254 is
 * link-local and forbidden anyway.
 */
const metadata = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254"]);

/**
 * Sorts an IP address. IPv4 inside IPv6 is judged by the IPv4 address where the system really connects to that
 * (`::ffff:…`); other ways of carrying one (NAT64, 6to4, Teredo, the old `::a.b.c.d`) are never needed by a
 * server on the public internet and are forbidden, as are link-local, multicast, reserved and malformed ones.
 */
export function classifyAddress(text: string): AddressClass {
  // A zone ("fe80::1%eth0") only makes sense on this very machine.
  if (!ipaddr.isValid(text) || text.includes("%")) return "forbidden";
  const address = ipaddr.process(text);
  if (metadata.has(address.toString())) return "forbidden";
  const range = address.range();
  if (privateRanges.has(range)) return "private";
  if (range !== "unicast") return "forbidden";
  return address.kind() === "ipv6" && !isGlobalUnicast(address) ? "forbidden" : "public";
}

/** 2000::/3 is all that is assigned; this also excludes `::/96`, which ipaddr.js calls unicast. */
function isGlobalUnicast(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}
