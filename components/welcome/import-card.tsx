"use client";

import { useId, useState } from "react";
import { useEstate } from "../shell/use-estate";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { PanelEmpty, PanelError } from "../ui/panel-state";
import { Select } from "../ui/select";
import { DropZone } from "./drop-zone";
import type { ChosenFile } from "./dropped-files";
import { ImportDone } from "./import-done";
import { ImportProgress } from "./import-progress";
import { useImport } from "./use-import";

const NEW_ESTATE = "";

/** One's own network: choose where it goes, drop it, read what was understood. */
export function ImportCard() {
  const { estates } = useEstate();
  const { state, start, cancel, reset } = useImport();
  const [estateId, setEstateId] = useState(NEW_ESTATE);
  const [name, setName] = useState("");
  const nameId = useId();
  const [assumeDefaultRoutes, setAssumeDefaultRoutes] = useState(false);
  const own = (estates ?? []).filter((estate) => !estate.isSample);

  function take(files: readonly ChosenFile[]) {
    start(files, { estateId: estateId === NEW_ESTATE ? undefined : estateId, name, assumeDefaultRoutes });
  }

  if (state.kind === "done") {
    return (
      <Card title="Use my network" flush>
        <ImportDone answer={state.answer} onAgain={reset} />
      </Card>
    );
  }
  return (
    <Card title="Use my network">
      <div className="flex flex-col gap-3">
        <p className="text-muted">
          <code className="font-mono">describe-*</code> replies of the AWS command line or API as JSON: a zip,
          a folder, or several files, in any of the usual layouts. What cannot be read is named, the rest is
          imported.
        </p>
        {state.kind === "sending" || state.kind === "reading" ? (
          <ImportProgress state={state} onCancel={cancel} />
        ) : (
          <DropZone
            label="Files to import"
            invitation="Drop a zip, a folder or JSON files here, or paste them"
            hint="At most 200 MiB, unpacked. Secrets are removed before anything is stored."
            accept=".json,.zip,application/json,application/zip"
            onFiles={take}
          />
        )}
        {state.kind === "refused" ? <Refusal error={state.error} /> : null}
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          {own.length === 0 ? null : (
            <div className="flex flex-col gap-1">
              <span className="text-muted text-xs">Import into</span>
              <Select
                label="Import into"
                value={estateId}
                onValueChange={setEstateId}
                className="max-w-64"
                options={[
                  { value: NEW_ESTATE, label: "A new estate" },
                  ...own.map((estate) => ({ value: estate.id, label: estate.name })),
                ]}
              />
            </div>
          )}
          {estateId === NEW_ESTATE ? (
            <div className="flex min-w-0 flex-col gap-1">
              <label htmlFor={nameId} className="text-muted text-xs">
                Name of the new estate (optional)
              </label>
              <Input
                id={nameId}
                value={name}
                maxLength={120}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          ) : null}
          <label className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={assumeDefaultRoutes}
              onChange={(event) => setAssumeDefaultRoutes(event.target.checked)}
            />
            Supply main route tables where the input has none
          </label>
        </div>
      </div>
    </Card>
  );
}

function Refusal({
  error,
}: {
  readonly error: {
    readonly message: string;
    readonly file?: string | undefined;
    readonly place?: string | undefined;
  };
}) {
  return (
    <div className="rounded-md border border-lost/40">
      <PanelError title="Nothing was imported" error={error} />
      {error.file === undefined ? null : (
        <PanelEmpty>
          <p className="break-all font-mono">
            {error.file}
            {error.place === undefined ? "" : ` at ${error.place}`}
          </p>
        </PanelEmpty>
      )}
    </div>
  );
}
