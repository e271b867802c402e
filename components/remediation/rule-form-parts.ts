import { type RemediationRule, remediationRuleSchema } from "../../server/engine/remediation/rule.schema";

/** What is wrong, by the path of the field: `limits.perDay`. */
export type RuleErrors = ReadonlyMap<string, string>;
export type ChangeRule = (next: Partial<RemediationRule>) => void;

/** What every part of the form gets. */
export interface RulePartProps {
  readonly rule: RemediationRule;
  readonly change: ChangeRule;
  readonly errors: RuleErrors;
}

/** What keeps a rule from being saved, in words for whoever fills it in. */
export function ruleErrors(rule: RemediationRule): RuleErrors {
  const issues = remediationRuleSchema.safeParse(rule).error?.issues ?? [];
  return new Map(
    issues.map(({ code, path, message }) => [
      path.join("."),
      code === "invalid_type" ? "write a number" : message,
    ]),
  );
}

/** The first error of a field or of anything in it. */
export function errorUnder(errors: RuleErrors, path: string): string | undefined {
  return [...errors].find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
}

/** The list with the value or without it. */
export function toggled<T>(list: readonly T[], value: T, isOn: boolean): T[] {
  const others = list.filter((each) => each !== value);
  return isOn ? [...others, value] : others;
}

type Tag = RemediationRule["conditions"]["tags"][number];

/** Tags as they are typed: `key=value`, and the key alone for whatever value. */
export function tagsText(tags: readonly Tag[]): string {
  return tags.map(({ key, value }) => (value === "" ? key : `${key}=${value}`)).join(" ");
}

export function tagsOf(text: string): Tag[] {
  return wordsOf(text).map((word) => {
    const [key = "", ...rest] = word.split("=");
    return { key, value: rest.join("=") };
  });
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
