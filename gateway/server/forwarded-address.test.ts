import { describe, expect, it } from "vitest";
import { AddressRanges } from "../base/addresses.ts";
import { forwardedAddress } from "./forwarded-address.ts";

const proxies = new AddressRanges(["10.0.0.0/8", "::1"]);
const none = new AddressRanges([]);

describe("the client's address", () => {
  it("is the socket's peer where no proxy is trusted, whatever the header says", () => {
    expect(forwardedAddress("::ffff:203.0.113.9", "127.0.0.1", none)).toBe("203.0.113.9");
    expect(forwardedAddress("203.0.113.9", "127.0.0.1", proxies)).toBe("203.0.113.9");
    expect(forwardedAddress(undefined, "127.0.0.1", proxies)).toBe("");
  });

  it.each([
    ["198.51.100.7", "198.51.100.7"],
    ["127.0.0.1, 198.51.100.7", "198.51.100.7"],
    ["127.0.0.1, 198.51.100.7, 10.9.9.9", "198.51.100.7"],
    ["198.51.100.7:51324", "198.51.100.7"],
    ["[2001:db8::7]:51324", "2001:db8::7"],
    ["2001:DB8::7", "2001:db8::7"],
    ["10.1.1.1, 10.2.2.2", "10.1.1.1"],
    ["198.51.100.7, unknown", "10.0.0.5"],
    ["198.51.100.7, _hidden, 10.2.2.2", "10.2.2.2"],
    ["", "10.0.0.5"],
    [`198.51.100.7${", 10.2.2.2".repeat(30)}`, "10.2.2.2"],
  ])("behind a trusted proxy that sends %j is %s", (header, address) => {
    expect(forwardedAddress("10.0.0.5", header, proxies)).toBe(address);
  });

  it("is read from several headers as from one list", () => {
    expect(forwardedAddress("::1", ["198.51.100.7", "10.2.2.2"], proxies)).toBe("198.51.100.7");
  });
});
