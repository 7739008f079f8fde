/** A text to search for: told after a pause in typing, cleared by Escape, left by a second one. */
import { Search } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

const pauseMs = 150;

export function SearchField({ label, value, onChange, inputRef }: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <div className="relative min-w-32 flex-1 basis-40">
      <Search size={14} className="pointer-events-none absolute top-[7px] left-2 text-faint" aria-hidden />
      <input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text === "") event.currentTarget.blur();
        }}
        className="h-7 w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 placeholder:text-faint"
      />
    </div>
  );
}
