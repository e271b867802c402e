"use client";

import { ActionList } from "../action/action-list";
import { useActions } from "../action/use-actions";
import { PanelError } from "../ui/panel-state";
import { Section } from "./section";

interface AlertActionsProps {
  readonly estateId: string;
  readonly alertId: string;
  readonly headingLevel: 1 | 2;
}

/** What rules wanted done about an alert, and what became of it; nothing where none wanted anything. */
export function AlertActions({ estateId, alertId, headingLevel }: AlertActionsProps) {
  const query = useActions({ estateId, alertId });
  if (query.isError && query.data === undefined)
    return (
      <Section title="Actions" level={headingLevel}>
        <PanelError
          title="What rules did about it could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      </Section>
    );
  const actions = query.data?.actions ?? [];
  if (actions.length === 0) return null;
  return (
    <Section title={`Actions (${actions.length})`} level={headingLevel}>
      <div className="rounded-md border border-line">
        <ActionList label="Actions about this alert" actions={actions} />
      </div>
    </Section>
  );
}
