/** An explanation for a terminal: who could be picked, who not and why, what stands in, and what would be sent. */
import type { ExplainAnswer } from "../contract/explain.ts";
import type { Candidate, RouteStep } from "../contract/route-decision.ts";

export function explainText({ decision, fallbacks, upstream, note, error }: ExplainAnswer): string {
  const lines: string[] = [];
  if (decision !== null) {
    lines.push(
      `${decision.model} -> group ${decision.group} (by ${decision.matchedBy}), strategy ${decision.strategy}`,
    );
    for (const step of decision.steps) lines.push(...pickLines(step));
  }
  for (const { kind, groups } of fallbacks) lines.push(`${kind}: ${groups.join(", ")}`);
  if (error !== null) lines.push(`Refused: ${error.status} ${error.code}: ${error.message}`, ...hintLine(error.hint));
  if (upstream !== null) {
    lines.push("", `${upstream.method} ${upstream.url}`);
    for (const [name, value] of Object.entries(upstream.headers)) lines.push(`${name}: ${value}`);
    lines.push("", pretty(upstream.body));
    if (upstream.dropped.length > 0)
      lines.push("", `Left out, the provider has no such field: ${upstream.dropped.join(", ")}`);
  }
  if (note !== null) lines.push("", note);
  return `${lines.map(printable).join("\n")}\n`;
}

function pickLines(step: RouteStep): string[] {
  if (step.type !== "pick") return [];
  const lines = step.candidates.map((candidate) => candidateLine(candidate, step.picked));
  return step.omitted === 0 ? lines : [...lines, `  and ${step.omitted} more`];
}

function candidateLine(
  { deploymentId, provider, upstreamModel, excluded, detail, score }: Candidate,
  picked: string | null,
): string {
  const mark = deploymentId === picked ? ">" : " ";
  const verdict =
    excluded === null
      ? `open${score === null ? "" : `, weighs ${Number(score.toPrecision(4))}`}`
      : `${excluded}${detail === null ? "" : ` (${detail})`}`;
  return `${mark} ${deploymentId}  ${provider}/${upstreamModel}  ${verdict}`;
}

function hintLine(hint: string | null): string[] {
  return hint === null ? [] : [hint];
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Nothing from a file or a body may steer the terminal. */
function printable(line: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters meant
  return line.replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, "?");
}
