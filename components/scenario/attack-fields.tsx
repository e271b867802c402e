"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

/** An attack as a person writes it: references with commas between them. */
export interface AttackChoice {
  readonly from: string;
  readonly level: "user" | "root";
  readonly bugs: string;
}

export const NO_ATTACK: AttackChoice = { from: "", level: "root", bugs: "" };

/** The request of a run; undefined while it is not said where the attack begins. */
export function attackRequest({ from, level, bugs }: AttackChoice) {
  const starts = listOf(from).map((each) => ({ from: each, level }));
  return starts.length === 0 ? undefined : { starts, bugs: listOf(bugs) };
}

/** Where an attack begins, what the attacker has there, and which bugs are supposed. */
export function AttackFields({
  choice,
  onChoice,
}: {
  readonly choice: AttackChoice;
  readonly onChoice: (choice: AttackChoice) => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Where it begins"
        error={undefined}
        hint="The internet, a host that is taken over, an insider in a subnet, a leaked role, a site; commas between several."
      >
        {(attributes) => (
          <Input
            {...attributes}
            className="w-full max-w-120"
            maxLength={2_000}
            placeholder="internet, i-0abc, subnet-0abc, role:NAME, site:NAME"
            value={choice.from}
            onChange={(event) => onChoice({ ...choice, from: event.target.value })}
          />
        )}
      </Field>
      <div>
        <Select
          label="What the attacker has of a host"
          value={choice.level}
          onValueChange={(next) => onChoice({ ...choice, level: next === "user" ? "user" : "root" })}
          options={[
            { value: "root", label: "On a host: as root" },
            { value: "user", label: "On a host: as a user" },
          ]}
        />
      </div>
      <Field
        label="Supposed bugs"
        error={undefined}
        hint="Hosts and stores that nobody has found anything in, for one service or for any that is reached."
      >
        {(attributes) => (
          <Input
            {...attributes}
            className="w-full max-w-120"
            maxLength={2_000}
            placeholder="i-0abc=tcp/443"
            value={choice.bugs}
            onChange={(event) => onChoice({ ...choice, bugs: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
