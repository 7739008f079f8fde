/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a button element cannot hold the blocks of a card */
/**
 * One node of the graph as the flow library draws it: a card that takes the focus, with its sentence for screen readers.
 *
 * One card at a time is in the Tab order; arrow keys move on from there.
 */
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef, type ReactNode } from "react";
import { useDesk } from "../desk.ts";
import { AliasCard } from "./alias-card.tsx";
import { ClientCard } from "./client-card.tsx";
import { DefaultCard, GroupCard, MoreCard } from "./small-cards.tsx";
import { DeploymentCard } from "./deployment-card.tsx";
import { FallbackChip } from "./fallback-chip.tsx";
import { useGraph } from "./graph-context.ts";
import type { GraphNode } from "./graph-parts.ts";
import { useNodeWords } from "./node-words.ts";

export type CardNode = Node<{ readonly part: GraphNode }, "card">;

export const GraphCard = memo(function GraphCard({ data: { part } }: NodeProps<CardNode>): ReactNode {
  const { current, takesFocus, onFocused, helpId } = useGraph();
  const { opened, isReadOnly } = useDesk();
  const words = useNodeWords(part);
  const ref = useRef<HTMLDivElement>(null);
  const isCurrent = current === part.id;
  useEffect(() => {
    if (isCurrent && takesFocus(part.id)) ref.current?.focus({ preventScroll: true });
  });
  const isOpened = part.kind === "alias" && part.alias.alias === opened;
  return (
    // The graph around it has the keys; a click is the flow library's.
    <div
      ref={ref}
      role="button"
      data-part={part.id}
      tabIndex={isCurrent ? 0 : -1}
      aria-describedby={helpId}
      aria-pressed={part.kind === "alias" ? isOpened : undefined}
      className="relative size-full rounded-md"
      onFocus={() => onFocused(part.id)}
    >
      <span className="sr-only">{words}</span>
      {/* The sentence says all of it, in full words. */}
      <div aria-hidden className="size-full">
        <Face part={part} isOpened={isOpened} />
      </div>
      {!isReadOnly && (part.kind === "alias" || part.kind === "default") && (
        <Handle
          type="source"
          position={Position.Right}
          className="alias-handle"
          title={part.kind === "alias" ? part.alias.alias : undefined}
        />
      )}
    </div>
  );
});

function Face({ part, isOpened }: { readonly part: GraphNode; readonly isOpened: boolean }): ReactNode {
  switch (part.kind) {
    case "client":
      return <ClientCard client={part.client} />;
    case "alias":
      return <AliasCard alias={part.alias} isOpened={isOpened} />;
    case "deployment":
      return <DeploymentCard part={part} />;
    case "fallback":
      return <FallbackChip part={part} />;
    case "group":
      return <GroupCard part={part} />;
    case "default":
      return <DefaultCard />;
    case "moreClients":
    case "moreDeployments":
      return <MoreCard part={part} />;
  }
}
