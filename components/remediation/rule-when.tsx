"use client";

import { severitySchema } from "../../server/engine/alert/alert.schema";
import { ALERT_KINDS } from "../../server/engine/remediation/rule.schema";
import { Field } from "../ui/field";
import { Check, FormGroup, WordsField } from "./form-group";
import { errorUnder, type RulePartProps, tagsOf, tagsText, toggled, wordsOf } from "./rule-form-parts";
import { KIND_WORDS, STATE_WORDS } from "./rule-words";
import { SELECT_LOOK } from "./select-look";
import { WeekWindows } from "./week-windows";

/** **When**: what must have been raised. */
export function RuleWhen({ rule, change, errors }: RulePartProps) {
  const { trigger } = rule;
  return (
    <FormGroup legend="When" error={errors.get("trigger.kinds") ?? errors.get("trigger.states")}>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {ALERT_KINDS.map((kind) => (
          <Check
            key={kind}
            label={KIND_WORDS[kind]}
            isOn={trigger.kinds.includes(kind)}
            onChange={(isOn) =>
              change({ trigger: { ...trigger, kinds: toggled(trigger.kinds, kind, isOn) } })
            }
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-x-4 border-line border-t pt-2">
        {(["opened", "reopened"] as const).map((state) => (
          <Check
            key={state}
            label={STATE_WORDS[state]}
            isOn={trigger.states.includes(state)}
            onChange={(isOn) =>
              change({ trigger: { ...trigger, states: toggled(trigger.states, state, isOn) } })
            }
          />
        ))}
      </div>
    </FormGroup>
  );
}

/** **And if**: what else must hold, all of it. */
export function RuleAndIf({ rule, change, errors }: RulePartProps) {
  const { trigger, conditions } = rule;
  const narrow = (next: Partial<typeof conditions>) => change({ conditions: { ...conditions, ...next } });
  return (
    <FormGroup legend="And if">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="It is at least this severe" error={errors.get("trigger.minSeverity")}>
          {(attributes) => (
            <select
              {...attributes}
              className={SELECT_LOOK}
              value={trigger.minSeverity}
              onChange={(event) =>
                change({
                  trigger: { ...trigger, minSeverity: severitySchema.parse(event.target.value) },
                })
              }
            >
              {severitySchema.options.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          )}
        </Field>
        <WordsField
          label="Only on these resources"
          hint="Ids, separated by spaces; empty means all of them."
          text={conditions.subjectIds.join(" ")}
          error={errorUnder(errors, "conditions.subjectIds")}
          onChange={(text) => narrow({ subjectIds: wordsOf(text) })}
        />
        <WordsField
          label="Only with these tags"
          hint="Key=value, separated by spaces; empty means any."
          text={tagsText(conditions.tags)}
          error={errorUnder(errors, "conditions.tags")}
          onChange={(text) => narrow({ tags: tagsOf(text) })}
        />
        <WordsField
          label="Only in these accounts"
          hint="Twelve digits each, separated by spaces; empty means all of them."
          text={conditions.accountIds.join(" ")}
          error={errorUnder(errors, "conditions.accountIds")}
          onChange={(text) => narrow({ accountIds: wordsOf(text) })}
        />
      </div>
      <WeekWindows
        label="Only in these times (UTC)"
        none="At any time."
        noun="time window"
        windows={conditions.weekWindows}
        path="conditions.weekWindows"
        errors={errors}
        onChange={(weekWindows) => narrow({ weekWindows })}
      />
    </FormGroup>
  );
}
