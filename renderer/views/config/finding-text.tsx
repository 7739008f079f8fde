/** A finding's sentence, with the names between its backticks set as code. */
import type { ReactNode } from "react";

export function FindingText({ text }: { readonly text: string }): ReactNode {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    /^`.+`$/.test(part) ? (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one sentence have no other name
      <code key={index} className="font-mono text-[0.92em]">
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  );
}
