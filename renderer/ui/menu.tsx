/** A menu of choices in groups, one chosen per group. */
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export interface ChoiceGroup {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

export interface ChoiceMenuProps {
  readonly trigger: ReactElement;
  readonly groups: readonly ChoiceGroup[];
  readonly side?: "top" | "bottom" | "right";
  /** Plain commands below the groups. */
  readonly commands?: readonly { readonly label: string; readonly hint?: ReactNode; readonly run: () => void }[];
}

const item = "flex h-7 items-center gap-2 px-3 outline-none data-[highlighted]:bg-hover";

export function ChoiceMenu({ trigger, groups, side = "bottom", commands = [] }: ChoiceMenuProps): ReactNode {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align="end" sideOffset={6} className="z-50">
          <Base.Popup className="min-w-52 rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay outline-none">
            {groups.map((group) => (
              <Base.RadioGroup key={group.label} value={group.value} onValueChange={group.onChoose}>
                <Base.Group>
                  <Base.GroupLabel className="px-3 pt-1.5 pb-1 text-xs text-faint">{group.label}</Base.GroupLabel>
                  {group.choices.map(({ value, label }) => (
                    <Base.RadioItem key={value} value={value} className={item} closeOnClick>
                      <span className="w-3.5">
                        <Base.RadioItemIndicator>
                          <Check size={14} aria-hidden />
                        </Base.RadioItemIndicator>
                      </span>
                      {label}
                    </Base.RadioItem>
                  ))}
                </Base.Group>
              </Base.RadioGroup>
            ))}
            {commands.length > 0 && <Base.Separator className="my-1 border-t border-line" />}
            {commands.map(({ label, hint, run }) => (
              <Base.Item key={label} className={`${item} justify-between`} onClick={run}>
                <span className="pl-[22px]">{label}</span>
                {hint}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
