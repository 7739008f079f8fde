/** Two panes with a bar between them that is dragged or moved by key; the layout is remembered. */
import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";

export interface SplitProps {
  readonly id: string;
  readonly barLabel: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
}

export function Split({ id, barLabel, first, second }: SplitProps): ReactNode {
  const layout = useDefaultLayout({ id: `portico.${id}`, storage: localStorage });
  return (
    <Group orientation="horizontal" className="h-full min-h-0" {...layout}>
      <Panel id="first" defaultSize="56%" minSize={420} className="min-w-0">
        {first}
      </Panel>
      <Separator
        aria-label={barLabel}
        className="w-px bg-line outline-offset-0 hover:bg-accent data-[separator=active]:bg-accent"
      />
      <Panel id="second" defaultSize="44%" minSize={360} className="min-w-0">
        {second}
      </Panel>
    </Group>
  );
}
