/**
 * Signs a call for AWS (Signature Version 4). The signature holds for some minutes, so it is made right before the call.
 *
 * The library is loaded with the first signed call: a gateway without AWS never pays for it.
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import type { SignatureV4 } from "@smithy/signature-v4";
import type { UpstreamCall } from "./client.ts";

type ChecksumConstructor = ConstructorParameters<typeof SignatureV4>[0]["sha256"];
type SourceData = NonNullable<ConstructorParameters<ChecksumConstructor>[0]>;
type HttpRequest = Parameters<SignatureV4["presign"]>[0];

export interface AwsSigning {
  readonly region: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/**
 * @param call  path and query as they go on the wire, percent-encoded
 * @param wallMs  the time it is signed for, epoch milliseconds
 * @returns the same call with `x-amz-date`, `authorization` and, with a session, `x-amz-security-token`
 */
export async function signAwsCall<Call extends UpstreamCall>(
  call: Call,
  signing: AwsSigning,
  wallMs: number,
): Promise<Call> {
  const { SignatureV4: Signer } = await import("@smithy/signature-v4");
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = signing;
  const signer = new Signer({
    region,
    service,
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
    applyChecksum: false, // only S3 wants the body's hash as a header of its own
  });
  const signed = await signer.sign(httpRequestOf(call), { signingDate: new Date(wallMs) });
  const { host: _host, ...headers } = signed.headers; // the network room writes it itself, the same
  return { ...call, headers };
}

function httpRequestOf({ origin, path, method, headers, body }: UpstreamCall): HttpRequest {
  const { protocol, hostname, host } = new URL(origin);
  const mark = path.indexOf("?");
  return {
    protocol,
    hostname,
    method,
    path: mark === -1 ? path : path.slice(0, mark),
    query: mark === -1 ? {} : queryOf(path.slice(mark + 1)),
    headers: { ...headers, host },
    ...(body === null ? {} : { body }),
  };
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) (query[name] ??= []).push(value);
  return query;
}

/** Node's own hash in the form the library asks for. */
const Sha256: ChecksumConstructor = class {
  readonly #secret: SourceData | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = freshHash(secret);
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = freshHash(this.#secret);
  }
};

function freshHash(secret: SourceData | undefined): Hash | Hmac {
  if (secret === undefined) return createHash("sha256");
  return createHmac("sha256", ArrayBuffer.isView(secret) ? bytesOf(secret) : Buffer.from(secret as ArrayBuffer)); // text or an ArrayBuffer: Buffer.from takes either
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
