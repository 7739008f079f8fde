import { describe, expect, it } from "vitest";
import { addressOf, AddressRanges, clientGroup, isAddressRange } from "./addresses.ts";

describe("an address", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::FFFF:10.1.2.3", "10.1.2.3"],
    ["FE80::1%eth0", "fe80::1"],
    [" 2001:DB8::1 ", "2001:db8::1"],
    ["10.0.0.1:4000", null],
    ["unknown", null],
    ["", null],
    ["010.0.0.1", null],
    ["1.2.3.4, 5.6.7.8", null],
  ])("%j is read as %j", (text, address) => {
    expect(addressOf(text)).toBe(address);
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.33", "64:ff9b:0:0::/64"],
  ])("%s counts with %s", (address, group) => {
    expect(clientGroup(address)).toBe(group);
  });
});

describe("ranges of addresses", () => {
  const ranges = new AddressRanges(["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::ffff:198.51.100.7", "nonsense"]);

  it.each(["10.255.0.1", "192.0.2.1", "2001:db8:ffff::1", "198.51.100.7"])("hold %s", (address) => {
    expect(ranges.has(address)).toBe(true);
  });

  it.each(["11.0.0.1", "192.0.2.2", "2001:db9::1", "", "nonsense"])("do not hold %j", (address) => {
    expect(ranges.has(address)).toBe(false);
  });

  it.each(["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "10.0.0.0/x", "10.0.0.0/", "host/8"])(
    "%s is none",
    (text) => {
      expect(isAddressRange(text)).toBe(false);
    },
  );
});
