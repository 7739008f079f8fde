/** Labels are few whatever is asked for: the file's own names, LiteLLM's hash of a key, `other` beyond the bound. */
import { expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import { intentOf } from "../store/__fixtures__/rows.ts";
import type { KnownNames } from "./bounded-names.ts";
import { maxOtherSets, maxSets, RequestLabelBook } from "./request-labels.ts";
import { deploymentFor, namesOf } from "./__fixtures__/known-names.ts";

const place = { deploymentId: "d1", provider: "openai" };
const hash = "0123456789ab".padEnd(64, "c");

function bookOver(names: () => KnownNames): RequestLabelBook {
  const ownerOf = (digest: string): { hash: string; user: string; team: string } | null =>
    digest === "master" ? null : { hash: digest.padEnd(64, "c"), user: "ada", team: "red" };
  return new RequestLabelBook({ catalog: names, ownerOf });
}

it("names a key as LiteLLM does, by its whole SHA-256, and gives no hash of the master key away", () => {
  const names = namesOf([deploymentFor("d1")]);
  const book = bookOver(() => names);
  const key = { api_key_alias: "master key", team: "red", user: "ada" };
  expect(book.of(intentOf("r"), place).key).toEqual({ hashed_api_key: hash, ...key });
  const master = book.of(intentOf("r", { keyDigest: "master" }), place);
  expect(master.key).toEqual({
    hashed_api_key: "litellm_proxy_master_key",
    api_key_alias: "master key",
    team: "",
    user: "",
  });
  expect(book.of(intentOf("r", { keyDigest: null, keyName: null }), null).key["api_key_alias"]).toBe("");
});

it("stays bounded when keys, models and deployments are without number, and counts what it could not name", () => {
  const deployments = Array.from({ length: 40 }, (_, index) => deploymentFor(`d${index}`));
  const names = namesOf(deployments);
  const book = bookOver(() => names);
  const seen = new Set<string>();
  const ask = (key: number, deployment: number, alias: string): void => {
    const asked = intentOf("r", { alias, keyDigest: `k${key}`, keyName: `key ${key}` });
    const { call } = book.of(asked, { deploymentId: `d${deployment}`, provider: "openai" });
    seen.add(JSON.stringify(call));
  };
  for (let each = 0; each < maxSets; each++) ask(each, each % 40, "m");
  expect(book.overflowed).toBe(0);
  for (let each = 0; each < 3 * maxSets; each++) ask(maxSets + each, each % 40, `invented-${each}`);
  expect(book.overflowed).toBe(3 * maxSets);
  expect(seen.size).toBe(maxSets + 40);
  ask(1, 1, "m");
  expect(book.overflowed).toBe(3 * maxSets); // who had a place keeps it
});

it("lets no number of reloads make more: what the file said before counts too, and comes back as it was", () => {
  let names = namesOf([deploymentFor("d1")]);
  const book = bookOver(() => names);
  const seen = new Set<string>();
  for (let reload = 0; reload < maxSets + maxOtherSets + 100; reload++) {
    names = namesOf([deploymentFor("d1", { apiBase: `https://host-${reload}.example/v1` })]);
    seen.add(JSON.stringify(book.of(intentOf("r"), place).call));
  }
  expect(seen.size).toBe(maxSets + maxOtherSets + 1);
  expect(book.of(intentOf("r"), place).call).toMatchObject({ model_id: "other", hashed_api_key: "other" });
  names = namesOf([deploymentFor("d1", { apiBase: "https://host-7.example/v1" })]);
  expect(book.of(intentOf("r"), place).call["api_base"]).toBe("https://host-7.example/v1");
});

it("shows an address without user, password and query, and a built-in answer without any", () => {
  const deployment: Partial<Deployment> = { apiBase: "https://user:pa55@h.example/v1/?key=qu3ry" };
  const names = namesOf([deploymentFor("d1", deployment), deploymentFor("d2", { mockResponse: "hello" })]);
  const book = bookOver(() => names);
  expect(book.of(intentOf("r"), place).place["api_base"]).toBe("https://h.example/v1");
  expect(book.of(intentOf("r"), { ...place, deploymentId: "d2" }).place["api_base"]).toBe("");
  expect(book.of(intentOf("r"), { ...place, deploymentId: "gone" }).place["model_id"]).toBe("other");
});
