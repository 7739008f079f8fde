/**
 * The TLS files of a gateway: read, and refused in words when they cannot be served with.
 *
 * Law: a certificate that is unreadable, of another key, over or not begun is never served. No message holds a key.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { TlsMaterial, TlsSettings } from "../contract/connections.ts";

/** What is wrong, for the user's eyes: the message says all there is. */
export class TlsProblem extends Error {}

export interface ReadTls {
  readonly material: TlsMaterial;
  /** Certificates whose end is near, in words. */
  readonly warnings: readonly string[];
}

const dayMs = 86_400_000;
const warnDays = 30;
/** A chain or a bundle of CAs is far smaller. */
const maxBytes = 1024 * 1024;

/**
 * @param folder  where relative paths begin
 * @param nowMs  epoch milliseconds
 * @throws TlsProblem
 */
export function readTls(settings: TlsSettings, folder: string, nowMs: number): ReadTls {
  const at = (file: string): string => resolve(folder, file);
  const [certFile, keyFile] = [at(settings.certFile), at(settings.keyFile)];
  const clientCaFile = settings.clientCaFile === null ? null : at(settings.clientCaFile);
  const cert = readPem("TLS certificate", certFile);
  const [leaf, ...chain] = certificatesIn("TLS certificate", certFile, cert);
  const key = readPem("TLS key", keyFile);
  if (!leaf?.checkPrivateKey(privateKeyIn(keyFile, key))) {
    throw new TlsProblem(
      `The TLS key ${keyFile} does not belong to the certificate ${certFile}.\n` +
        "The gateway's own certificate must come first in its file, before those of its CA.\n",
    );
  }
  const clientCa = clientCaFile === null ? null : readPem("TLS client CA", clientCaFile);
  const authorities = clientCaFile === null ? [] : certificatesIn("TLS client CA", clientCaFile, clientCa ?? "");
  const warnings = [
    ...[leaf, ...chain].flatMap((one) => endOf(one, "TLS certificate", certFile, nowMs)),
    ...endsOfAuthorities(authorities, clientCaFile ?? "", nowMs),
  ];
  return { material: { cert, key, clientCa, clientCertificate: settings.clientCertificate }, warnings };
}

/** The files that a change of calls for reading them anew. */
export function tlsFilesOf({ certFile, keyFile, clientCaFile }: TlsSettings, folder: string): string[] {
  return [certFile, keyFile, clientCaFile].filter((file) => file !== null).map((file) => resolve(folder, file));
}

function readPem(what: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (failure) {
    const code = failure instanceof Error && "code" in failure ? String(failure.code) : "unknown";
    throw new TlsProblem(`The ${what} ${file} cannot be read (${code}).\n`);
  }
  if (text.length <= maxBytes) return text;
  throw new TlsProblem(`The ${what} ${file} is larger than a megabyte; that is no PEM file of certificates.\n`);
}

function certificatesIn(what: string, file: string, text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) {
    throw new TlsProblem(`The ${what} ${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).\n`);
  }
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw new TlsProblem(`The ${what} ${file} is damaged: its text is no certificate.\n`);
  }
}

/** OpenSSL's own message is left out: it says nothing that a user can act on. */
function privateKeyIn(file: string, text: string): KeyObject {
  if (/ENCRYPTED/.test(text)) {
    throw new TlsProblem(
      `The TLS key ${file} is locked with a passphrase, which nobody could type at a restart.\n` +
        "Write it without one (openssl pkey -in FILE -out FILE2) and keep the file readable for its user only.\n",
    );
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw new TlsProblem(`The TLS key ${file} is no private key in PEM form.\n`);
  }
}

/** A bundle may keep an old CA beside its successor; one of them must be in force. */
function endsOfAuthorities(authorities: readonly X509Certificate[], file: string, nowMs: number): string[] {
  const problems: TlsProblem[] = [];
  const warnings = authorities.flatMap((one) => {
    try {
      return endOf(one, "TLS client CA", file, nowMs);
    } catch (failure) {
      if (!(failure instanceof TlsProblem)) throw failure;
      problems.push(failure);
      return [failure.message.trim()];
    }
  });
  const [first] = problems;
  if (first !== undefined && problems.length === authorities.length) throw first;
  return warnings;
}

function endOf(certificate: X509Certificate, what: string, file: string, nowMs: number): string[] {
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const name = certificate.subject.replaceAll("\n", ", ");
  if (nowMs >= to) throw new TlsProblem(`The ${what} ${file} (${name}) ended on ${day(to)}. Make a new one.\n`);
  if (nowMs < from) {
    throw new TlsProblem(`The ${what} ${file} (${name}) begins on ${day(from)} only. Is this machine's clock right?\n`);
  }
  const days = Math.floor((to - nowMs) / dayMs);
  return days >= warnDays ? [] : [`The ${what} ${file} (${name}) ends on ${day(to)}, in ${days} days.`];
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
