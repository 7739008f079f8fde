/** Text, state and order of the list: each change is in the address. */
import { ArrowDown, ArrowUp, Search, X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { defaultOrder, isDescending } from "./key-order.ts";
import { keyOrders, type KeySearch } from "./key-search.ts";
import { keyStates } from "./key-states.ts";

export interface KeyFilterBarProps {
  readonly search: KeySearch;
  readonly onChange: (change: Partial<KeySearch>) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const all = "";

export function KeyFilterBar({ search, onChange, inputRef }: KeyFilterBarProps): ReactNode {
  const { t } = useTranslation();
  const isDown = isDescending(search);
  const Arrow = isDown ? ArrowDown : ArrowUp;
  return (
    <search className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <div className="relative min-w-32 flex-1 basis-40">
        <Search size={14} className="pointer-events-none absolute top-[7px] left-2 text-faint" aria-hidden />
        <input
          ref={inputRef}
          type="search"
          aria-label={t("virtualKeys.filter")}
          placeholder={t("virtualKeys.filter")}
          value={search.search ?? ""}
          maxLength={200}
          onChange={({ target }) => onChange({ search: target.value === "" ? undefined : target.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter" || (event.key === "Escape" && event.currentTarget.value === ""))
              event.currentTarget.blur();
          }}
          className="h-7 w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 placeholder:text-faint"
        />
      </div>
      <Select
        label={t("virtualKeys.state")}
        value={search.state ?? all}
        options={[
          { value: all, label: t("virtualKeys.allStates") },
          ...keyStates.map((state) => ({ value: state, label: t(`virtualKeys.stateName.${state}`) })),
        ]}
        onChange={(value) => onChange({ state: keyStates.find((state) => state === value) })}
      />
      <Select
        label={t("virtualKeys.sort")}
        value={search.sort ?? defaultOrder}
        options={keyOrders.map((order) => ({ value: order, label: t(`virtualKeys.order.${order}`) }))}
        onChange={(value) => onChange({ sort: keyOrders.find((order) => order === value), down: undefined })}
      />
      <IconButton label={t("virtualKeys.descending")} aria-pressed={isDown} onClick={() => onChange({ down: !isDown })}>
        <Arrow size={14} aria-hidden />
      </IconButton>
      {(search.search !== undefined || search.state !== undefined) && (
        <IconButton label={t("virtualKeys.clear")} onClick={() => onChange({ search: undefined, state: undefined })}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </search>
  );
}
