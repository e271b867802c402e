"use client";

import { FormGroup, NumberField, WordsField } from "./form-group";
import { errorUnder, type RulePartProps, tagsOf, tagsText } from "./rule-form-parts";
import { WeekWindows } from "./week-windows";

/** **Limits**: how often it may fire. */
export function RuleLimits({ rule, change, errors }: RulePartProps) {
  const { limits } = rule;
  return (
    <FormGroup legend="Limits">
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField
          label="Rest after firing for an alert, in minutes"
          value={limits.cooldownMinutes}
          error={errors.get("limits.cooldownMinutes")}
          onChange={(cooldownMinutes) => change({ limits: { ...limits, cooldownMinutes } })}
        />
        <NumberField
          label="At most this often an hour"
          value={limits.perHour}
          error={errors.get("limits.perHour")}
          onChange={(perHour) => change({ limits: { ...limits, perHour } })}
        />
        <NumberField
          label="At most this often a day"
          value={limits.perDay}
          error={errors.get("limits.perDay")}
          onChange={(perDay) => change({ limits: { ...limits, perDay } })}
        />
      </div>
    </FormGroup>
  );
}

/** **Guard**: what a plan may touch at all. A plan that goes beyond is refused, whoever approves it. */
export function RuleGuardPart({ rule, change, errors }: RulePartProps) {
  const { guard } = rule;
  return (
    <FormGroup legend="Guard">
      <p className="text-muted">A plan that goes beyond is refused, whoever approves it.</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label="Touches at most this many resources"
          value={guard.maxResources}
          error={errors.get("guard.maxResources")}
          onChange={(maxResources) => change({ guard: { ...guard, maxResources } })}
        />
        <NumberField
          label="Of each kind at most this share, in percent"
          hint="One resource is always allowed."
          value={guard.maxPercentOfKind}
          error={errors.get("guard.maxPercentOfKind")}
          onChange={(maxPercentOfKind) => change({ guard: { ...guard, maxPercentOfKind } })}
        />
        <WordsField
          label="Never touches what has one of these tags"
          hint="Key=value, separated by spaces; a key alone means any value."
          text={tagsText(guard.protectedTags)}
          error={errorUnder(errors, "guard.protectedTags")}
          onChange={(text) => change({ guard: { ...guard, protectedTags: tagsOf(text) } })}
        />
      </div>
      <WeekWindows
        label="Carries nothing out in these times (UTC)"
        none="No time is frozen."
        noun="freeze window"
        windows={guard.freezeWindows}
        path="guard.freezeWindows"
        errors={errors}
        onChange={(freezeWindows) => change({ guard: { ...guard, freezeWindows } })}
      />
    </FormGroup>
  );
}
