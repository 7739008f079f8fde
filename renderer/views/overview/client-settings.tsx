/** A list of clients, and beside it the chosen one's settings for one alias; what the file must allow first is said. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AliasView, GatewayStatus } from "../../../gateway/contract/catalog.ts";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { clients } from "./clients/client-list.ts";
import type { Client, Connection } from "./clients/client.ts";
import { modelsFor } from "./clients/models-for.ts";
import { SnippetView } from "./snippet-view.tsx";

export interface ClientSettingsProps {
  readonly status: GatewayStatus;
  readonly aliases: readonly AliasView[];
}

export function ClientSettings({ status, aliases }: ClientSettingsProps): ReactNode {
  const { t } = useTranslation();
  const [id, setId] = useState(clients[0]?.id ?? "");
  const [chosen, setChosen] = useState("");
  const client = clients.find((one) => one.id === id);
  const models = client === undefined ? [] : modelsFor(client, aliases);
  const model = models.includes(chosen) ? chosen : models[0];
  const connection: Connection | null =
    model === undefined
      ? null
      : { origin: status.baseUrl.replace(/\/v1$/, ""), alias: model, hasKey: status.keyHint !== null };
  return (
    <div className="mt-3 rounded-md border border-line">
      <div className="flex h-9 items-center justify-between gap-3 border-b border-line pr-1 pl-3">
        <h3 className="text-sm font-semibold text-muted">{t("overview.clientSettings")}</h3>
        {models.length > 1 && model !== undefined && (
          <Select
            label={t("overview.clientModel")}
            value={model}
            options={models.map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
        )}
      </div>
      <Tabs
        isVertical
        label={t("overview.clientSettings")}
        value={id}
        onChange={setId}
        tabs={clients.map((one) => ({
          value: one.id,
          label: one.name,
          content: <OneClient client={one} connection={connection} ollamaApi={status.ollamaApi} />,
        }))}
      />
    </div>
  );
}

interface OneClientProps {
  readonly client: Client;
  /** null = no alias can answer it. */
  readonly connection: Connection | null;
  readonly ollamaApi: boolean;
}

function OneClient({ client, connection, ollamaApi }: OneClientProps): ReactNode {
  const { t } = useTranslation();
  const { name, requires, note, snippets } = client;
  const isMissing = requires?.what === "ollamaApi" ? !ollamaApi : connection === null;
  if (requires !== undefined && isMissing) {
    return (
      <div className="flex flex-col gap-2">
        <p>{t(`overview.requires.${requires.what}`)}</p>
        <SnippetView clientName={name} snippet={{ kind: "text", place: "config", text: requires.yaml }} />
      </div>
    );
  }
  if (connection === null) return <p className="text-muted">{t("overview.clientNoModel")}</p>;
  return (
    <div className="flex flex-col gap-2">
      {snippets(connection).map((snippet, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a client's settings never change place
        <SnippetView key={index} clientName={name} snippet={snippet} />
      ))}
      {note !== undefined && <p className="text-sm text-muted">{t(`overview.clientNote.${note}`)}</p>}
    </div>
  );
}
