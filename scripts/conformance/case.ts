/** One request that goes to both gateways, and the words to write tables of them. */
import type { JsonObject } from "./json.ts";

export interface Case {
  /** Unique; its first word is the group in the table. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

export const masterKey = "sk-conformance-0123456789";
const bearer = { authorization: `Bearer ${masterKey}` };

export function get(id: string, path: string, headers: Readonly<Record<string, string>> = bearer): Case {
  return { id, method: "GET", path, headers, body: null };
}

export function post(
  id: string,
  path: string,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = bearer,
): Case {
  return raw(id, path, JSON.stringify(body), { ...headers, "content-type": "application/json" });
}

export function raw(
  id: string,
  path: string,
  body: string | Buffer | null,
  headers: Readonly<Record<string, string>>,
  method = "POST",
): Case {
  return { id, method, path, headers, body };
}

export function withKey(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...bearer, ...headers };
}

/** A form as browsers and SDKs send it. */
export function form(id: string, path: string, fields: Readonly<Record<string, string>>, file?: FormFile): Case {
  const boundary = "portico-conformance-boundary";
  const parts: Buffer[] = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  if (file !== undefined) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.name}"\r\n`;
    parts.push(Buffer.from(`${head}Content-Type: ${file.type}\r\n\r\n`), file.bytes, Buffer.from("\r\n"));
  }
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return raw(id, path, body, withKey({ "content-type": `multipart/form-data; boundary=${boundary}` }));
}

export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer<ArrayBuffer>;
}
