import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signAwsCall, type AwsSigning } from "./aws-signature.ts";
import type { UpstreamCall } from "./client.ts";

const signing: AwsSigning = {
  region: "us-east-1",
  service: "service",
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: null,
};
const at = Date.parse("2015-08-30T12:36:00Z");
const origin = "https://example.amazonaws.com";
const get: UpstreamCall = { origin, path: "/", method: "GET", headers: {}, body: null };
const post: UpstreamCall = { ...get, method: "POST" };
const token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
const form = Buffer.from("Param1=value1");
const formHash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";

interface Vector {
  readonly name: string;
  readonly call: UpstreamCall;
  readonly token?: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * AWS's published cases: what is asked, and the signature that must come out.
 *
 * @source https://github.com/awslabs/aws-c-auth, tests/aws-signing-test-suite/v4 (case names are theirs)
 */
const vectors: readonly Vector[] = [
  {
    name: "get-vanilla",
    call: get,
    signedHeaders: "host;x-amz-date",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  {
    name: "get-vanilla-query-order-encoded",
    call: { ...get, path: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1" },
    signedHeaders: "host;x-amz-date",
    signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
  },
  {
    name: "get-unreserved",
    call: { ...get, path: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" },
    signedHeaders: "host;x-amz-date",
    signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
  },
  {
    name: "get-space-normalized",
    call: { ...get, path: "/example space/" },
    signedHeaders: "host;x-amz-date",
    signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
  },
  {
    name: "get-header-value-trim",
    call: { ...get, headers: { "my-header1": " value1", "my-header2": ' "a   b   c"' } },
    signedHeaders: "host;my-header1;my-header2;x-amz-date",
    signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
  },
  {
    name: "get-vanilla-with-session-token",
    call: get,
    token,
    signedHeaders: "host;x-amz-date;x-amz-security-token",
    signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
  },
  {
    name: "post-header-key-sort",
    call: { ...post, headers: { "my-header1": "value1" } },
    signedHeaders: "host;my-header1;x-amz-date",
    signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
  },
  {
    name: "post-vanilla-query",
    call: { ...post, path: "/?Param1=value1" },
    signedHeaders: "host;x-amz-date",
    signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  },
  {
    name: "post-x-www-form-urlencoded",
    call: {
      ...post,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": "13",
        "x-amz-content-sha256": formHash,
      },
      body: form,
    },
    signedHeaders: "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
    signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
  },
];

describe("signAwsCall", () => {
  it.each(vectors)("signs AWS's case $name as AWS does", async ({ call, signedHeaders, signature, token: session }) => {
    const signed = await signAwsCall(call, { ...signing, sessionToken: session ?? null }, at);
    expect(signed.headers["authorization"]).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ` +
        `SignedHeaders=${signedHeaders}, Signature=${signature}`,
    );
    expect(signed.headers["x-amz-date"]).toBe("20150830T123600Z");
    expect(signed.headers["x-amz-security-token"]).toBe(session);
  });

  it("leaves the call as it was but for the headers it adds, and names no host twice", async () => {
    const call: UpstreamCall = { ...post, path: "/a?b=c", headers: { "content-type": "text/x" }, body: form };
    const { headers, ...rest } = await signAwsCall(call, signing, at);
    expect(rest).toEqual({ origin, path: "/a?b=c", method: "POST", body: form });
    expect(Object.keys(headers).toSorted()).toEqual(["authorization", "content-type", "x-amz-date"]);
  });

  it("signs an encoded model id encoded once more and the body's hash, as AWS's rule for all but S3 says", async () => {
    const path = "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx%3A0/converse";
    const body = Buffer.from('{"messages":[]}');
    const signed = await signAwsCall({ ...post, path, body }, { ...signing, service: "bedrock" }, at);
    expect(signed.headers["authorization"]).toContain(`Signature=${expectedSignature(path, body)}`);
  });
});

/** The rule written down by hand: task by task of AWS's description. */
function expectedSignature(path: string, body: Buffer): string {
  const sha = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
  const mac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();
  const canonicalPath = path.replaceAll("%", "%25");
  const headers = "host:example.amazonaws.com\nx-amz-date:20150830T123600Z\n";
  const canonical = `POST\n${canonicalPath}\n\n${headers}\nhost;x-amz-date\n${sha(body)}`;
  const scope = "20150830/us-east-1/bedrock/aws4_request";
  const toSign = `AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${sha(canonical)}`;
  const key = ["20150830", "us-east-1", "bedrock", "aws4_request"].reduce<Buffer>(
    (last, part) => mac(last, part),
    Buffer.from(`AWS4${signing.secretAccessKey}`),
  );
  return mac(key, toSign).toString("hex");
}
