/**
 * The alias graph: drawn by the flow library, laid out and walked by us. What is dropped becomes an edit of the text.
 *
 * Wheel and drag move it, with Ctrl or Cmd the wheel zooms; a card that gets the focus is brought into sight.
 */
import "@xyflow/react/dist/base.css";
import "./graph.css";
import { MiniMap, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";
import { DropMenu } from "./drop-menu.tsx";
import { flowNodes } from "./flow-nodes.ts";
import { GraphCard, type CardNode } from "./graph-card.tsx";
import { GraphContext, type GraphState } from "./graph-context.ts";
import { GraphControls } from "./graph-controls.tsx";
import { GraphGround } from "./graph-ground.tsx";
import { graphKeys } from "./graph-keys.ts";
import { aliasId, type GraphLayout } from "./graph-parts.ts";
import { openNode } from "./node-commands.ts";
import { useGraphDrops, type GraphDrops } from "./use-graph-drops.ts";
import { useGraphSight } from "./use-graph-sight.ts";

/** As tall and thin as what it shows. */
const mapSize = { width: 84, height: 180 };
const nodeTypes = { card: GraphCard };
/** Lines are drawn by us. */
const noEdges: never[] = [];
/** A graph of this height does not fit a window at a readable size. */
const mapFrom = 1600;

export function AliasGraph({ layout }: { readonly layout: GraphLayout }): ReactNode {
  return (
    <ReactFlowProvider>
      <Graph layout={layout} />
    </ReactFlowProvider>
  );
}

function Graph({ layout }: { readonly layout: GraphLayout }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const frame = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const { fit, bringIntoSight } = useGraphSight(layout, frame);
  const { current, go, focus } = useGraphFocus(layout, bringIntoSight);
  const drops = useGraphDrops(layout);
  const { dropRow } = drops;
  const near = desk.opened;
  useEffect(() => {
    if (near !== null) bringIntoSight(aliasId(near));
  }, [near, bringIntoSight]);
  const state = useMemo<GraphState>(
    () => ({ current, dropRow, near, helpId, ...focus }),
    [current, dropRow, near, helpId, focus],
  );
  return (
    <GraphContext value={state}>
      <div ref={frame} className="alias-graph relative size-full min-h-0">
        <p id={helpId} className="sr-only">
          {t("aliases.graphHelp")}
        </p>
        <Canvas
          layout={layout}
          drops={drops}
          helpId={helpId}
          onKeyDown={graphKeys(layout, current, desk, go)}
          onFit={fit}
          go={go}
        />
        <GraphControls onFit={fit} />
        <DropMenu pending={drops.pending} onDone={drops.clear} />
      </div>
    </GraphContext>
  );
}

interface CanvasProps {
  readonly layout: GraphLayout;
  readonly drops: GraphDrops;
  readonly helpId: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFit: () => void;
  readonly go: (id: string) => void;
}

/** The library's own element is the application that has the keys; the cards in it take the focus. */
function Canvas({ layout, drops, helpId, onKeyDown, onFit, go }: CanvasProps): ReactNode {
  const { dragged, handlers, onPointerMove } = drops;
  const { t } = useTranslation();
  const desk = useDesk();
  const nodes = useMemo(() => flowNodes(layout, desk.isReadOnly), [layout, desk.isReadOnly]);
  const shown = useMemo(
    () => (dragged === null ? nodes : nodes.map((node) => (node.id === dragged.id ? { ...node, ...dragged } : node))),
    [nodes, dragged],
  );
  return (
    <ReactFlow<CardNode>
      aria-label={t("aliases.graphLabel")}
      aria-describedby={helpId}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      nodes={shown}
      edges={noEdges}
      nodeTypes={nodeTypes}
      onlyRenderVisibleElements
      elementsSelectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      connectOnClick={false}
      connectionDragThreshold={4}
      nodeDragThreshold={4}
      zoomOnDoubleClick={false}
      panOnScroll
      minZoom={0.15}
      maxZoom={1.6}
      onInit={onFit}
      onNodeClick={(_event, { data }) => {
        go(data.part.id);
        openNode(data.part, desk, go);
      }}
      {...handlers}
    >
      <GraphGround layout={layout} />
      {layout.height > mapFrom && (
        <MiniMap
          pannable
          zoomable
          position="bottom-right"
          ariaLabel={t("aliases.map")}
          nodeBorderRadius={8}
          className="rounded-md border border-line-strong"
          style={mapSize}
        />
      )}
    </ReactFlow>
  );
}

interface GraphFocus {
  readonly current: string | null;
  readonly go: (id: string) => void;
  readonly focus: Pick<GraphState, "takesFocus" | "onFocused">;
}

/** Which card has the keys. It takes the focus once it is drawn: out of sight it is not there yet. */
function useGraphFocus(layout: GraphLayout, bringIntoSight: (id: string) => void): GraphFocus {
  const [chosen, setChosen] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const first = layout.rows[0]?.alias ?? null;
  const current = layout.nodes.some(({ id }) => id === chosen) ? chosen : first === null ? null : aliasId(first);
  const go = useCallback(
    (id: string) => {
      wanted.current = id;
      setChosen(id);
      bringIntoSight(id);
    },
    [bringIntoSight],
  );
  const focus = useMemo(
    () => ({
      takesFocus: (id: string) => {
        if (wanted.current !== id) return false;
        wanted.current = null;
        return true;
      },
      onFocused: (id: string) => setChosen(id),
    }),
    [],
  );
  return { current, go, focus };
}
