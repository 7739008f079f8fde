/** A text that is typed or taken from a list of suggestions; anything may be typed. */
import { Autocomplete } from "@base-ui/react/autocomplete";
import { useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
import { inputClass } from "./field.tsx";

export interface Suggestion {
  readonly value: string;
  /** What it means, beside it. */
  readonly note?: string;
}

export interface SuggestInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "defaultValue"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly suggestions: readonly Suggestion[];
  /** One was taken from the list. */
  readonly onPick?: (value: string) => void;
  /** Enter on what was typed. */
  readonly onEnter?: (value: string) => void;
}

const shownMost = 50;

export function SuggestInput(props: SuggestInputProps): ReactNode {
  const { value, onValue, suggestions, onPick = onValue, onEnter, onKeyDown, className = inputClass, ...rest } = props;
  const highlighted = useRef(false);
  const [isOpen, setIsOpen] = useState(false);
  const matches = matching(suggestions, value);
  const keyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    onKeyDown?.(event);
    // While a Korean syllable is composed, Enter ends it and nothing more.
    if (event.key !== "Enter" || event.nativeEvent.isComposing || value.trim() === "") return;
    if (highlighted.current || onEnter === undefined) return;
    event.preventDefault();
    setIsOpen(false);
    onEnter(value);
  };
  return (
    <Autocomplete.Root
      items={suggestions}
      filteredItems={matches}
      open={isOpen && matches.length > 0}
      onOpenChange={setIsOpen}
      value={value}
      itemToStringValue={(item: Suggestion) => item.value}
      openOnInputClick
      onItemHighlighted={(item) => {
        highlighted.current = item !== undefined;
      }}
      onValueChange={(next, { reason }) => (reason === "item-press" ? onPick(next) : onValue(next))}
    >
      <Autocomplete.Input {...rest} autoComplete="off" spellCheck={false} className={className} onKeyDown={keyDown} />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} align="start" className="z-[60]">
          <Autocomplete.Popup className="max-h-72 max-w-(--available-width) min-w-(--anchor-width) overflow-auto rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay">
            <Autocomplete.List>
              {(item: Suggestion) => (
                <Autocomplete.Item
                  key={item.value}
                  value={item}
                  className="flex h-7 items-center gap-3 px-2.5 font-mono text-sm outline-none data-[highlighted]:bg-hover"
                >
                  {item.value}
                  {item.note !== undefined && <span className="font-sans text-muted">{item.note}</span>}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

/** What is typed in full needs no suggestion. */
function matching(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const word = typed.trim().toLowerCase();
  const matches = suggestions.filter(({ value }) => value.toLowerCase().includes(word)).slice(0, shownMost);
  return matches.length === 1 && matches[0]?.value === typed ? [] : matches;
}
