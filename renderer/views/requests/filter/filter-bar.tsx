/** One line for fields and free text, the filter that is used most as a button, and a way back to everything. */
import { X } from "lucide-react";
import { memo, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { isFiltered, type RequestFilter } from "../../../api/request-filter.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { FilterInput } from "./filter-input.tsx";

export interface FilterBarProps {
  readonly filter: RequestFilter;
  readonly onChange: (filter: RequestFilter) => void;
  readonly onId: (id: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly children?: ReactNode;
}

export const FilterBar = memo(function FilterBar({
  filter,
  onChange,
  onId,
  inputRef,
  children,
}: FilterBarProps): ReactNode {
  const { t } = useTranslation();
  return (
    <search className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <FilterInput filter={filter} onChange={onChange} onId={onId} inputRef={inputRef} />
      <Button
        aria-pressed={filter.errors === true}
        onClick={() => onChange({ ...filter, errors: filter.errors === true ? undefined : true })}
      >
        {t("requests.errorsOnly")}
      </Button>
      {/* Always there, so that nothing moves when a filter begins. */}
      <IconButton label={t("requests.clear")} disabled={!isFiltered(filter)} onClick={() => onChange({})}>
        <X size={14} aria-hidden />
      </IconButton>
      {children}
    </search>
  );
});
