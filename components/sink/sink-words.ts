import type { SinkKind } from "../../server/application/notification.schema";
import { type Severity, severitySchema } from "../../server/engine/alert/alert.schema";
import { kindWords } from "../alert/alert-words";

export const KIND_WORDS: Record<SinkKind, string> = {
  alertmanager: "Prometheus Alertmanager",
  webhook: "Signed webhook",
};

export const SEVERITY_BOUNDS: readonly { readonly value: Severity; readonly label: string }[] =
  severitySchema.options.toReversed().map((value) => ({
    value,
    label:
      value === "info"
        ? "Every severity"
        : value === "critical"
          ? "Critical only"
          : `${kindWords(value)} and worse`,
  }));
