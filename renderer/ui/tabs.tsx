/** Tabs with an underline, or as a list at the side; only the chosen panel is mounted. */
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab {
  readonly value: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `fill`: panels take the height that is left and scroll themselves. */
  readonly fill?: boolean;
  /** A list at the left instead of a row above. */
  readonly isVertical?: boolean;
}

const rowTab =
  "-mb-px h-8 border-b-2 border-transparent text-muted outline-offset-[-2px] hover:text-ink data-[active]:border-accent data-[active]:text-ink";
const listTab =
  "h-7 rounded-md px-2.5 text-left whitespace-nowrap text-muted outline-offset-[-2px] hover:bg-hover hover:text-ink data-[active]:bg-selected data-[active]:text-ink";

export function Tabs({ label, tabs, value, onChange, fill = false, isVertical = false }: TabsProps): ReactNode {
  const panel = fill ? "min-h-0 flex-1 overflow-auto" : "min-w-0 flex-1";
  const root = fill ? "flex min-h-0 flex-1 flex-col" : isVertical ? "flex" : "";
  return (
    <Base.Root
      value={value}
      onValueChange={(next: string) => onChange(next)}
      orientation={isVertical ? "vertical" : "horizontal"}
      className={root}
    >
      <Base.List
        aria-label={label}
        className={
          isVertical
            ? "flex w-32 shrink-0 flex-col border-r border-line p-1.5"
            : "flex h-8 shrink-0 gap-4 overflow-x-auto overflow-y-hidden border-b border-line px-4 whitespace-nowrap"
        }
      >
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={isVertical ? listTab : rowTab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          className={`${panel} ${isVertical ? "p-2.5" : ""} outline-offset-[-2px]`}
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
