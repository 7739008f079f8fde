import { describe, expect, it } from "vitest";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { certificateNames } from "./certificate-names.ts";

describe("the names of a certificate", () => {
  it("are its common name and every alternative one, each with its kind", () => {
    const pem = readFileSync(join(import.meta.dirname, "__fixtures__", "tls", "test-client-app.pem"));
    const certificate = new X509Certificate(pem);
    expect(certificateNames(certificate.toLegacyObject().subject.CN, certificate.subjectAltName ?? "")).toEqual([
      "CN:app-a",
      "DNS:app-a.internal",
      "URI:spiffe://portico.test/app-a",
      "email:app-a@portico.test",
    ]);
  });

  it("keep a quoted value whole: a name with a comma is one name, not two", () => {
    const text = String.raw`URI:"http://x/?a=1, DNS:admin", DNS:"a\", DNS:root", IP Address:10.0.0.1`;
    expect(certificateNames(undefined, text)).toEqual([
      "URI:http://x/?a=1, DNS:admin",
      'DNS:a", DNS:root',
      "IP:10.0.0.1",
    ]);
  });

  it.each(['DNS:"unclosed, DNS:admin', 'DNS:a"b, DNS:admin', ", DNS:admin", "DNS:a; DNS:admin,DNS:b"])(
    "stop where the text is not Node's: %s",
    (text) => {
      expect(certificateNames([], text)).not.toContain("DNS:admin");
    },
  );

  it("of kinds that no entry can name are passed over", () => {
    expect(certificateNames(["a", "b"], 'othername:<unsupported>, DirName:"CN=admin", DNS:x')).toEqual([
      "CN:a",
      "CN:b",
      "DNS:x",
    ]);
  });
});
