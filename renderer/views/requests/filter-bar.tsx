/** Text, alias, kind, state, errors only: each change is in the address at once; typing waits for a pause. */
import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { operations } from "../../../gateway/contract/operations.ts";
import { requestStates } from "../../../gateway/contract/spend-log.ts";
import { operationName } from "../../api/operation-name.ts";
import { aliasesQuery } from "../../api/queries.ts";
import { isFiltered, type RequestFilter } from "../../api/request-filter.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";

export interface FilterBarProps {
  readonly filter: RequestFilter;
  readonly onChange: (filter: RequestFilter) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const all = "";
/** More than this is not a list to choose from: type instead. */
const mostAliases = 300;

export function FilterBar({ filter, onChange, inputRef }: FilterBarProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(aliasesQuery);
  const aliases = (data?.aliases ?? []).slice(0, mostAliases);
  return (
    <search className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <TextFilter
        inputRef={inputRef}
        value={filter.search ?? ""}
        onChange={(search) => onChange({ ...filter, search: search === "" ? undefined : search })}
      />
      <Select
        label={t("requests.alias")}
        value={filter.alias ?? all}
        options={[
          { value: all, label: t("requests.allAliases") },
          ...aliases.map(({ alias }) => ({ value: alias, label: alias })),
        ]}
        onChange={(alias) => onChange({ ...filter, alias: alias === all ? undefined : alias })}
      />
      <Select
        label={t("requests.operation")}
        value={filter.operation ?? all}
        options={[
          { value: all, label: t("requests.allOperations") },
          ...operations.map((name) => ({ value: name, label: operationName(name, t) })),
        ]}
        onChange={(value) => onChange({ ...filter, operation: operations.find((name) => name === value) })}
      />
      <Select
        label={t("requests.state")}
        value={filter.state ?? all}
        options={[
          { value: all, label: t("requests.allStates") },
          ...requestStates.map((state) => ({ value: state, label: t(`requests.stateName.${state}`) })),
        ]}
        onChange={(value) => onChange({ ...filter, state: requestStates.find((state) => state === value) })}
      />
      <Button
        aria-pressed={filter.errors === true}
        onClick={() => onChange({ ...filter, errors: filter.errors === true ? undefined : true })}
      >
        {t("requests.errorsOnly")}
      </Button>
      {isFiltered(filter) && (
        <IconButton label={t("requests.clear")} onClick={() => onChange({})}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </search>
  );
}

const pauseMs = 250;

function TextFilter({
  value,
  onChange,
  inputRef,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const { t } = useTranslation();
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
        aria-label={t("requests.filter")}
        placeholder={t("requests.filter")}
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
