import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ClientCertificate } from "../contract/connections.ts";
import { Authenticator } from "./authenticate.ts";
import { CertificateKeys } from "./certificate-keys.ts";
import { keySecret, ringWith } from "./__fixtures__/ring-with.ts";

const master = "sk-master-1234567890";
const certificate: ClientCertificate = {
  names: ["CN:app-a", "DNS:app-a.internal", "URI:spiffe://x/app-a"],
  fingerprint: "ab".repeat(32),
};
const keys = ringWith("app-a-key", "other");
const token = hash("sha256", keySecret("app-a-key"), "hex");

function door(name: string, key: string, masterKey: string | null = master): Authenticator {
  return new Authenticator(masterKey, null, keys, new CertificateKeys([{ name, key }], keys));
}

const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });

describe("a certificate's name", () => {
  it.each([
    "app-a",
    "CN:app-a",
    "DNS:app-a.internal",
    "app-a.internal",
    "spiffe://x/app-a",
    `sha256:${"AB:".repeat(31)}AB`,
  ])("written as %s is the key that it is bound to, without a key sent", (name) => {
    expect(door(name, "app-a-key").authenticate({}, 0, certificate)).toMatchObject({
      kind: "key",
      keyName: "app-a-key",
    });
  });

  it.each(["app", "app-a*", "*", "APP-A", "DNS:app-a", "CN:app-a.internal", `sha256:${"ab".repeat(31)}`])(
    "written as %s fits nobody else: no patterns, no other kind",
    (name) => {
      expect(() => door(name, "app-a-key").authenticate({}, 0, certificate)).toThrow(/No api key passed in/);
    },
  );

  it.each([keySecret("app-a-key"), token, token.slice(0, 12), "app-a-key"])(
    "may be bound to the key itself, its SHA-256, its digest or its alias (%#)",
    (key) => {
      expect(door("app-a", key).authenticate({}, 0, certificate).key?.token).toBe(token);
    },
  );

  it("opens the admin's surface only where it is bound to the master key", () => {
    expect(door("app-a", master).authenticate({}, 0, certificate).kind).toBe("admin");
    expect(door("app-a", "app-a-key").authenticate({}, 0, certificate).kind).toBe("key");
  });

  it("holds its bearer to the key where there is no master key and everybody else is the admin", () => {
    const open = door("app-a", "app-a-key", null);
    expect(open.authenticate({}, 0, certificate).kind).toBe("key");
    expect(open.authenticate({}, 0).kind).toBe("admin");
    expect(door("app-a", "", null).authenticate({}, 0).kind).toBe("admin");
  });

  it("that is bound to a key which is not there opens nothing, not even with another key", () => {
    const gone = door("app-a", "deleted");
    for (const headers of [{}, bearer(master), bearer(keySecret("app-a-key"))])
      expect(() => gone.authenticate(headers, 0, certificate)).toThrow(/no such key/);
  });
});

describe("a key sent beside a bound certificate", () => {
  it("may be the bound key, or the word for it that clients can fill in", () => {
    for (const sent of [keySecret("app-a-key"), "certificate"])
      expect(door("app-a", "app-a-key").authenticate(bearer(sent), 0, certificate)).toMatchObject({ kind: "key" });
  });

  it.each([keySecret("other"), master, "sk-unknown"])("must not be another one (%#)", (sent) => {
    expect(() => door("app-a", "app-a-key").authenticate(bearer(sent), 0, certificate)).toThrow(/bound to another key/);
  });

  it("is what counts when the certificate is bound to nothing", () => {
    const unbound = door("somebody else", "app-a-key");
    expect(unbound.authenticate(bearer(keySecret("other")), 0, certificate)).toMatchObject({ keyName: "other" });
    expect(() => unbound.authenticate(bearer("certificate"), 0, certificate)).toThrow(/Invalid proxy server token/);
  });
});
