/** A menu of things that are each on or off; it stays open while they are switched. */
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export interface CheckMenuProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly isOn: boolean }[];
  readonly onToggle: (value: string) => void;
}

export function CheckMenu({ trigger, label, choices, onToggle }: CheckMenuProps): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align="end" sideOffset={4} className="z-50">
          <Base.Popup className="max-h-96 min-w-44 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay outline-none">
            <Base.Group>
              <Base.GroupLabel className="px-3 pt-1.5 pb-1 text-xs text-faint">{label}</Base.GroupLabel>
              {choices.map(({ value, label: name, isOn }) => (
                <Base.CheckboxItem
                  key={value}
                  checked={isOn}
                  onCheckedChange={() => onToggle(value)}
                  closeOnClick={false}
                  className="flex h-7 items-center gap-2 px-2.5 outline-none data-[highlighted]:bg-hover"
                >
                  <span className="w-3.5">
                    <Base.CheckboxItemIndicator>
                      <Check size={14} aria-hidden />
                    </Base.CheckboxItemIndicator>
                  </span>
                  {name}
                </Base.CheckboxItem>
              ))}
            </Base.Group>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
