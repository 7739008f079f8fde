/** docs/litellm-differences.md from the rules and the last result: nobody writes it by hand, a test keeps it equal. */
import type { Rule } from "./compare.ts";
import type { Omission } from "./not-compared.ts";
import type { Result } from "./result.ts";

export function renderDocument(result: Result, rules: readonly Rule[], omissions: readonly Omission[]): string {
  return `# What differs from LiteLLM

\`npm run conformance\` sends the same requests to a real LiteLLM (PyPI, pinned) and to Portico, with the same config and the
same recording upstream behind each, and compares status, headers, body, stream and what reached the upstream. This page is
made by that command (\`--write\`) and a test keeps it equal to \`scripts/conformance/intended.ts\` and \`result.json\`.

Last run: ${result.date}, LiteLLM ${result.litellm}. **${result.cases} cases: ${result.equal} equal, ${result.intended} with intended differences only, ${result.unexplained} with an unexplained one.**

| group | cases | equal | intended |
|---|---|---|---|
${Object.entries(result.byGroup)
  .map(([name, { cases, equal, intended }]) => `| ${name} | ${cases} | ${equal} | ${intended} |`)
  .join("\n")}

## How it compares

A fact is one named thing: \`status\`, \`header.retry-after\`, \`body.choices[0].message.content\`, \`stream.calls[0].arguments\`,
\`upstream[0].body.model\`. A body is compared member by member with its value; of a stream the order of kinds of events, the
text put together, the calls, the finish, the usage and the end. Ids and times count by their type. A member that is \`null\`
is as good as absent. Of an error's message the class, the provider's own words and the few phrases that clients match on
count, not the prose. Headers: content type, call id, model id, group and base, retries, fallbacks, cost (whether an
answer has one), \`retry-after\`, \`x-ratelimit-*\`, \`allow\`, CORS.

Left out:

${omissions.map(({ what, why }) => `- ${what}: ${why}.`).join("\n")}

Not asked: the routes of keys, budgets and spend (\`/key/...\`, \`/spend/...\`, \`/global/...\`). LiteLLM answers them with a
Postgres only. What it documents of them, member by member, is held by
\`gateway/scenarios/keys-and-spend-have-litellms-shapes.test.ts\`; errors and headers of a key's limits by the scenarios beside it.

## Intended differences

*Cases* counts those in which the rule explains at least one fact.

${tableOf(
  rules.filter(({ isLater }) => isLater !== true),
  result,
)}

## Not built yet

No choice: what LiteLLM has and Portico will have. A case that differs only so counts as intended above.

${tableOf(
  rules.filter(({ isLater }) => isLater === true),
  result,
)}
`;
}

function tableOf(rules: readonly Rule[], { byRule }: Result): string {
  const rows = rules.map(({ id, reason }) => `| \`${id}\` | ${byRule[id] ?? 0} | ${reason.replaceAll("|", "\\|")} |`);
  return [`${rules.length} rules.`, "", "| rule | cases | what differs, and why |", "|---|---|---|", ...rows].join(
    "\n",
  );
}
