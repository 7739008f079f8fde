/** Any base URL, and the one variable whose value may be sent there: nothing is sent that was not chosen here. */
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ModelSource } from "../../../../gateway/contract/model-catalog.ts";
import { Button } from "../../../ui/button.tsx";
import { hostOf } from "../catalog-format.ts";
import type { DiscoverSearch } from "./discover-search.ts";
import { isHttp } from "./place-of-models.ts";

export interface AddressFormProps {
  readonly search: DiscoverSearch;
  readonly sources: readonly ModelSource[];
  readonly onAsk: (search: DiscoverSearch) => void;
}

const field =
  "h-7 w-full rounded-md border border-line-strong bg-surface px-2 font-mono text-sm placeholder:text-faint";
const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

export function AddressForm({ search, sources, onAsk }: AddressFormProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [base, setBase] = useState(search.base ?? "");
  const [key, setKey] = useState(search.key ?? "");
  const address = base.trim();
  const name = key.trim();
  const isReady = isHttp(address) && (name === "" || variableName.test(name));
  const host = isHttp(address) ? hostOf(address) : null;
  return (
    <form
      className="flex shrink-0 flex-col gap-1.5 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAsk({ base: address, ...(name === "" ? {} : { key: name }) });
      }}
    >
      <label htmlFor={`${id}-base`} className="text-sm text-muted">
        {t("catalog.find.address")}
      </label>
      <input
        id={`${id}-base`}
        value={base}
        maxLength={2048}
        spellCheck={false}
        autoComplete="off"
        placeholder={t("catalog.find.addressHint")}
        className={field}
        onChange={({ target }) => setBase(target.value)}
      />
      <label htmlFor={`${id}-key`} className="text-sm text-muted">
        {t("catalog.find.keyOf")}
      </label>
      <input
        id={`${id}-key`}
        value={key}
        maxLength={128}
        spellCheck={false}
        autoComplete="off"
        list={`${id}-names`}
        placeholder={t("catalog.find.keyOfHint")}
        className={field}
        onChange={({ target }) => setKey(target.value)}
      />
      <KnownNames id={`${id}-names`} sources={sources} />
      {/* Its place is kept, so that nothing moves while an address is typed. */}
      <p className="min-h-[36px] text-sm text-muted">
        {host !== null &&
          (name === "" ? t("catalog.find.sendsNothing", { host }) : t("catalog.find.sends", { host, name }))}
      </p>
      <Button type="submit" disabled={!isReady}>
        {t("catalog.find.list")}
      </Button>
    </form>
  );
}

function KnownNames({ id, sources }: { readonly id: string; readonly sources: readonly ModelSource[] }): ReactNode {
  return (
    <datalist id={id}>
      {namesOf(sources).map((known) => (
        <option key={known} value={known}>
          {known}
        </option>
      ))}
    </datalist>
  );
}

/** Variables that are set, as far as the sources tell. */
function namesOf(sources: readonly ModelSource[]): readonly string[] {
  const names = sources.flatMap(({ keyVariable, hasKey }) => (hasKey && keyVariable !== null ? [keyVariable] : []));
  return [...new Set(names)].sort();
}
