/** Buttons: with words, or with an icon whose words are its label and tooltip. */
import { Tooltip } from "@base-ui/react/tooltip";
import type { ComponentProps, ReactNode } from "react";

type Tone = "plain" | "primary" | "quiet" | "danger";

const tones: Record<Tone, string> = {
  plain: "border-line-strong bg-raised text-ink hover:bg-hover",
  primary: "border-transparent bg-accent text-accent-ink hover:brightness-110",
  danger: "border-danger bg-raised text-danger hover:bg-danger-tint",
  quiet: "border-transparent text-muted hover:bg-hover hover:text-ink",
};

const shape =
  "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border whitespace-nowrap select-none disabled:opacity-50 aria-pressed:bg-selected aria-pressed:text-ink";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: Tone;
}

export function Button({ tone = "plain", className = "", ...rest }: ButtonProps): ReactNode {
  return <button type="button" className={`${shape} px-2.5 ${tones[tone]} ${className}`} {...rest} />;
}

export interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does; read out, and shown on hover and focus. */
  readonly label: string;
}

export function IconButton({ label, className = "", children, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button type="button" className={`${shape} w-7 ${tones.quiet} ${className}`} aria-label={label} {...rest} />
        }
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="rounded-md border border-line bg-raised px-2 py-1 text-sm text-ink shadow-overlay">
            {label}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
