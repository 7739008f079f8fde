/** The way in for a file: dropped, chosen or pasted. */
import { FileUp } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import type { BillDesk } from "./use-bill.ts";

export function BillDrop({ desk }: { readonly desk: BillDesk }): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section aria-label={t("usage.bill.title")} className="flex max-w-3xl flex-col gap-3">
      <p>{t("usage.bill.intro")}</p>
      <p className="text-muted">{t("usage.bill.known")}</p>
      <textarea
        aria-label={t("usage.bill.drop")}
        placeholder={t("usage.bill.drop")}
        value=""
        onChange={({ target }) => desk.paste(target.value, t("usage.bill.pasted"))}
        spellCheck={false}
        className="h-40 resize-none rounded-md border border-dashed border-line-strong bg-sunken p-3 font-mono text-sm placeholder:font-sans placeholder:text-muted"
      />
      <span>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv,.tsv,.txt"
          aria-label={t("usage.bill.choose")}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) desk.open(file);
            target.value = "";
          }}
        />
        <Button tone="primary" onClick={() => input.current?.click()}>
          <FileUp size={14} aria-hidden />
          {t("usage.bill.choose")}
        </Button>
      </span>
    </section>
  );
}
