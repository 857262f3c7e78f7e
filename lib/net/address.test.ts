import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyAddress, type AddressClass } from "./address";

const table: readonly (readonly [AddressClass, readonly string[]])[] = [
  [
    "public",
    [
      "45.45.45.45",
      "1.1.1.1",
      "172.15.255.255",
      "172.32.0.1",
      "2606:4700::1111",
      "::ffff:45.45.45.45",
    ],
  ],
  [
    "private",
    [
      "127.0.0.1",
      "127.255.255.254",
      "10.0.0.1",
      "172.16.0.1",
      "192.168.1.1",
      "100.64.0.1",
      "::1",
      "fd00::5",
      "::ffff:10.0.0.1",
    ],
  ],
  [
    "forbidden",
    [
      "0.0.0.0",
      "169.254.169.254",
      "168.63.129.16",
      "100.100.100.200",
      "fd00:ec2::254",
      "::ffff:169.254.169.254",
      "192.0.2.1",
      "198.18.0.1",
      "224.0.0.1",
      "240.0.0.1",
      "255.255.255.255",
      "::",
      "::7f00:1",
      "64:ff9b::7f00:1",
      "64:ff9b:1::7f00:1",
      "2002:7f00:1::",
      "2001:0:7f00:1::",
      "2001:db8::1",
      "fe80::1",
      "fe80::1%eth0",
      "ff02::1",
      "4000::1",
      "localhost",
      "",
    ],
  ],
];

describe("classifyAddress", () => {
  it.each(
    table.flatMap(([kind, addresses]) => addresses.map((address) => [address, kind] as const)),
  )("%s is %s", (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it("judges an IPv4 address the same when IPv6 carries it", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(classifyAddress(`::ffff:${address}`)).toBe(classifyAddress(address));
      }),
    );
  });

  it("calls no address of a private block public", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const block = fc.constantFrom(
      "10.0",
      "127.0",
      "192.168",
      "172.16",
      "172.31",
      "169.254",
      "100.64",
      "100.127",
    );
    fc.assert(
      fc.property(block, octet, octet, (prefix, third, fourth) => {
        expect(classifyAddress(`${prefix}.${String(third)}.${String(fourth)}`)).not.toBe("public");
      }),
    );
  });
});
