/** Two lists of facts, told apart; and each difference sorted by the rules into intended and unexplained. */
import type { Facts } from "./observe.ts";

export interface Difference {
  readonly field: string;
  readonly litellm: string;
  readonly portico: string;
}

/** A difference that is meant, and why. Every part must fit; a missing pattern fits all. */
export interface Rule {
  readonly id: string;
  readonly cases?: RegExp;
  readonly fields: RegExp;
  readonly litellm?: RegExp;
  readonly portico?: RegExp;
  /** One sentence for the document: what differs and why Portico's way is better or allowed. */
  readonly reason: string;
  /** True: nothing to keep, only not built yet. The document lists these apart. */
  readonly isLater?: boolean;
}

export interface Verdict {
  readonly id: string;
  readonly class: "equal" | "intended" | "unexplained";
  /** Ids of the rules that explain something here. */
  readonly rules: readonly string[];
  readonly unexplained: readonly Difference[];
}

/** What stands where a gateway says nothing. */
export const absent = "(absent)";

export function compare(litellm: Facts, portico: Facts): Difference[] {
  const fields = new Set([...litellm.keys(), ...portico.keys()]);
  return [...fields].toSorted().flatMap((field) => {
    const [left, right] = [litellm.get(field) ?? absent, portico.get(field) ?? absent];
    return left === right ? [] : [{ field, litellm: left, portico: right }];
  });
}

export function judge(id: string, differences: readonly Difference[], rules: readonly Rule[]): Verdict {
  const used = new Set<string>();
  const explains = (difference: Difference): Rule | undefined => {
    const rule = rules.find((each) => fits(each, id, difference));
    if (rule !== undefined) used.add(rule.id);
    return rule;
  };
  const parting = differences.find(isParting);
  const unexplained =
    parting === undefined
      ? differences.filter((difference) => explains(difference) === undefined)
      : explains(parting) === undefined
        ? [parting, ...differences.filter((each) => each !== parting)]
        : [];
  const verdict = differences.length === 0 ? "equal" : unexplained.length === 0 ? "intended" : "unexplained";
  return { id, class: verdict, rules: [...used], unexplained };
}

/**
 * One answered and the other refused: all else that differs follows from it, so the rule for the status explains it all.
 */
export function isParting({ field, litellm, portico }: Difference): boolean {
  return field === "status" && Number(litellm) < 400 !== Number(portico) < 400;
}

function fits(rule: Rule, id: string, difference: Difference): boolean {
  return (
    (rule.cases?.test(id) ?? true) &&
    rule.fields.test(difference.field) &&
    (rule.litellm?.test(difference.litellm) ?? true) &&
    (rule.portico?.test(difference.portico) ?? true)
  );
}
