/** Tabs with an underline; only the chosen panel is mounted. */
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
}

export function Tabs({ label, tabs, value, onChange, fill = false }: TabsProps): ReactNode {
  const panel = fill ? "min-h-0 flex-1 overflow-auto" : "";
  return (
    <Base.Root
      value={value}
      onValueChange={(next: string) => onChange(next)}
      className={fill ? "flex min-h-0 flex-1 flex-col" : ""}
    >
      <Base.List
        aria-label={label}
        className="flex h-8 shrink-0 gap-4 overflow-x-auto overflow-y-hidden border-b border-line px-4 whitespace-nowrap"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-8 border-b-2 border-transparent text-muted outline-offset-[-2px] hover:text-ink data-[active]:border-accent data-[active]:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={`${panel} outline-offset-[-2px]`}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
