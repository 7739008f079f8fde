/** A menu of things that are on or off, each on its own. It stays open while they are set. */
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export interface CheckMenuProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly items: readonly { readonly value: string; readonly label: string; readonly isChecked: boolean }[];
  readonly onToggle: (value: string) => void;
  /** Back to how it is without a choice of one's own. */
  readonly reset?: { readonly label: string; readonly run: () => void };
}

const item = "flex h-7 items-center gap-2 px-3 outline-none data-[highlighted]:bg-hover";

export function CheckMenu({ trigger, label, items, onToggle, reset }: CheckMenuProps): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align="end" sideOffset={6} className="z-50">
          <Base.Popup className="max-h-96 min-w-52 overflow-auto rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay outline-none">
            <Base.Group>
              <Base.GroupLabel className="px-3 pt-1.5 pb-1 text-xs text-faint">{label}</Base.GroupLabel>
              {items.map(({ value, label: name, isChecked }) => (
                <Base.CheckboxItem
                  key={value}
                  checked={isChecked}
                  onCheckedChange={() => onToggle(value)}
                  closeOnClick={false}
                  className={item}
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
            {reset !== undefined && (
              <>
                <Base.Separator className="my-1 border-t border-line" />
                <Base.Item className={item} onClick={reset.run}>
                  <span className="pl-[22px]">{reset.label}</span>
                </Base.Item>
              </>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
