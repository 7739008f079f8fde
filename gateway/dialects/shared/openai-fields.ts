/**
 * Reads fields of OpenAI's request bodies by type: a value no target could be given is a 400 that names the field.
 *
 * `extra_body` is flattened first, as the OpenAI SDKs and LiteLLM do it; null counts as not said.
 */
import { isRecord } from "../../base/json-shape.ts";
import { GatewayError } from "../../contract/errors.ts";
import { gatewayFields } from "../../contract/gateway-fields.ts";
import type { Fields } from "../client-dialect.ts";

const ownFields: ReadonlySet<string> = new Set(gatewayFields);

/** @returns the client's fields without the gateway's own; what stood in `extra_body` was meant for the provider and stays */
export function providerFields(fields: Fields): Fields {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (!ownFields.has(name)) kept[name] = value;
  const extra = fields["extra_body"];
  return isRecord(extra) ? { ...kept, ...extra } : kept;
}

/** @returns the fields that `known` does not name; null says nothing and is left out */
export function unknownFields(fields: Fields, known: ReadonlySet<string>): Fields {
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (!known.has(name) && value !== null) rest[name] = value;
  return rest;
}

export function numberField(fields: Fields, name: string): number | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw wrongType(name, "a number");
}

export function booleanField(fields: Fields, name: string): boolean | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value;
  throw wrongType(name, "a boolean");
}

export function textField(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  throw wrongType(name, "a string");
}

export function recordField(fields: Fields, name: string): Readonly<Record<string, unknown>> | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (isRecord(value)) return value;
  throw wrongType(name, "an object");
}

export function listField(fields: Fields, name: string): readonly unknown[] | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value as readonly unknown[]; // a list: just checked
  throw wrongType(name, "a list");
}

export function wrongType(field: string, wanted: string): GatewayError {
  return new GatewayError("invalid_request", { message: `'${field}' must be ${wanted}.`, param: field });
}

export function missingField(field: string, route: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `${route}: Missing required parameter: '${field}'.`,
    param: field,
  });
}
