/**
 * Where a `vertex_ai/` entry calls and as whom: project, location and Google credentials instead of a key and an address.
 *
 * Credentials come from `vertex_credentials` (JSON, a map, or a file), then GOOGLE_APPLICATION_CREDENTIALS, then gcloud's
 * own file. An entry with an `api_key` and no credentials uses that. What is read here joins the catalog's secrets.
 */
import { join } from "node:path";
import { isRecord } from "../base/json-shape.ts";
import { parseCredentials, type CredentialFiles, type CredentialsRead } from "./credential-files.ts";
import { variableNameIn, type Variables } from "./environment.ts";
import type { Problem } from "./problem.ts";
import { textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export interface VertexInput {
  readonly alias: string;
  /** As written. */
  readonly written: PlainMap;
  /** Resolved. */
  readonly params: PlainMap;
  readonly variables: Variables;
  readonly files: CredentialFiles;
}

export interface VertexRoute {
  readonly base: string;
  readonly key: string | null;
  /** `vertex_project`, `vertex_location`, and `vertex_credentials` as a map where there are some. */
  readonly cloud: PlainMap;
}

type Credentials = Readonly<Record<string, unknown>>;
type Found = { readonly credentials: Credentials | null } | { readonly problem: Problem };

const defaultLocation = "us-central1";

/** @param base  `api_base` as resolved, null = Google's own address for the location */
export function vertexRoute(input: VertexInput, base: string | null): VertexRoute | { readonly problem: Problem } {
  const { params, variables } = input;
  const location =
    textOf(params["vertex_location"]) ??
    variableOf(variables, "VERTEXAI_LOCATION", "VERTEX_LOCATION") ??
    defaultLocation;
  if (!/^[a-z0-9-]{1,40}$/.test(location)) return { problem: badLocation() };
  const key = textOf(params["api_key"]);
  const found = credentialsFor(input, key !== null);
  if ("problem" in found) return found;
  const project =
    textOf(params["vertex_project"]) ??
    variableOf(variables, "VERTEXAI_PROJECT", "GOOGLE_CLOUD_PROJECT") ??
    textOf(found.credentials?.["project_id"] ?? found.credentials?.["quota_project_id"]);
  if (project === null) return { problem: missingProject(input.alias) };
  const cloud: PlainMap = { vertex_project: project, vertex_location: location };
  if (found.credentials !== null) cloud["vertex_credentials"] = found.credentials;
  return { base: base ?? googleBase(location), key: found.credentials === null ? key : null, cloud };
}

/** @source https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations, and the official SDK's rule */
function googleBase(location: string): string {
  if (location === "global") return "https://aiplatform.googleapis.com";
  if (location === "us" || location === "eu") return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

function credentialsFor(input: VertexInput, hasKey: boolean): Found {
  const { params, written, variables, files } = input;
  const value = params["vertex_credentials"] ?? params["vertex_ai_credentials"] ?? null;
  if (isRecord(value)) return checked({ kind: "ok", credentials: value }, "vertex_credentials", "");
  if (typeof value === "string" && value.trim().startsWith("{")) {
    return checked(parseCredentials(value), "vertex_credentials", "");
  }
  if (typeof value === "string" && value !== "") {
    return checked(files.read(value, variables), "vertex_credentials", shownPath(value));
  }
  const unset = variableNameIn(written["vertex_credentials"]);
  if (unset !== null) return { problem: unsetCredentials(unset, input.alias) };
  if (hasKey) return { credentials: null };
  const named = variableOf(variables, "GOOGLE_APPLICATION_CREDENTIALS");
  if (named !== null) return checked(files.read(named, variables), "model", shownPath(named));
  const own = gcloudFile(variables);
  const read = own === null ? null : files.read(own, variables);
  if (read?.kind === "ok" && own !== null) return checked(read, "model", shownPath(own));
  return { problem: noCredentials(input.alias) };
}

/** @source https://cloud.google.com/docs/authentication/application-default-credentials */
function gcloudFile(variables: Variables): string | null {
  const folder =
    variables["APPDATA"] ?? (variables["HOME"] === undefined ? undefined : join(variables["HOME"], ".config"));
  return folder === undefined ? null : join(folder, "gcloud", "application_default_credentials.json");
}

const needed: Readonly<Record<string, readonly string[]>> = {
  service_account: ["client_email", "private_key"],
  authorized_user: ["client_id", "client_secret", "refresh_token"],
};

function checked(read: CredentialsRead, key: string, path: string): Found {
  const where = path === "" ? "The text of `vertex_credentials`" : `The credentials file ${path}`;
  if (read.kind === "bad") return { problem: badCredentials(key, `${where} ${read.reason}.`) };
  const type = textOf(read.credentials["type"]) ?? "";
  const fields = Object.hasOwn(needed, type) ? needed[type] : undefined;
  if (fields === undefined) {
    return { problem: badCredentials(key, `${where} holds no service account and no user (\`type\` is neither).`) };
  }
  const lacking = fields.filter((name) => textOf(read.credentials[name]) === null);
  if (lacking.length === 0) return { credentials: read.credentials };
  return { problem: badCredentials(key, `${where} lacks ${lacking.join(", ")}.`) };
}

/** A secret written where a path belongs is not repeated. */
function shownPath(path: string): string {
  return /^[\w .:~/\\-]{1,200}$/.test(path) ? path : "(its name is not shown)";
}

function variableOf(variables: Variables, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = variables[name];
    if (value !== undefined && value !== "") return value;
  }
  return null;
}

function badCredentials(key: string, message: string): Problem {
  return {
    code: "bad_credentials",
    key,
    message,
    hint: "Download a key of a service account as JSON from the Google Cloud console and name its file.",
  };
}

function unsetCredentials(name: string, alias: string): Problem {
  return {
    code: "unset_variable",
    key: "vertex_credentials",
    message: `The variable ${name} is not set, so alias "${alias}" has no credentials.`,
    hint: `Put ${name}=/path/to/service-account.json into the .env beside this file, or set it in the environment.`,
  };
}

function noCredentials(alias: string): Problem {
  return {
    code: "missing_api_key",
    key: "model",
    message: `Alias "${alias}" has no vertex_credentials, and GOOGLE_APPLICATION_CREDENTIALS is not set.`,
    hint: "Add `vertex_credentials: /path/to/service-account.json`, or run `gcloud auth application-default login`.",
  };
}

function missingProject(alias: string): Problem {
  return {
    code: "missing_key",
    key: "model",
    message: `Alias "${alias}" names no Google Cloud project, and its credentials name none either.`,
    hint: "Add `vertex_project: <project id>`, or set VERTEXAI_PROJECT.",
  };
}

function badLocation(): Problem {
  return {
    code: "bad_url",
    key: "vertex_location",
    message: "`vertex_location` is not the name of a location, so it makes no address.",
    hint: "Write a region such as us-central1, or global.",
  };
}
