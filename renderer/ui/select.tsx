/** One choice of a list, in the size of a toolbar. */
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

export interface SelectProps {
  /** Of the button, for a label beside it. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export function Select({ id, label, value, options, onChange }: SelectProps): ReactNode {
  const shown = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next ?? "")}>
      <Base.Trigger
        id={id}
        aria-label={label}
        className="inline-flex h-7 max-w-44 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-raised pr-1.5 pl-2.5 text-ink hover:bg-hover"
      >
        <span className="truncate">{shown}</span>
        <ChevronDown size={14} className="shrink-0 text-faint" aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-80 max-w-96 min-w-40 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex h-7 items-center gap-2 px-2.5 outline-none data-[highlighted]:bg-hover"
              >
                <span className="w-3.5 shrink-0">
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText className="truncate">{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
