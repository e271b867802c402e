import type { ApplicationFlow } from "../../server/application/ports/application-answers";

type Members = ApplicationFlow["members"];

const MEMBER_OPTIONS = [
  { value: "any", label: "Any" },
  { value: "all", label: "All" },
];

/** A number of members is kept as it is unless another choice is made. */
export function membersChoice(members: Members): string {
  return typeof members === "string" ? members : "some";
}

export function memberOptions(members: Members) {
  if (typeof members === "string") return MEMBER_OPTIONS;
  return [...MEMBER_OPTIONS, { value: "some", label: `At least ${members.atLeast} of ${members.of}` }];
}

/** What was chosen, in place of what was there before. */
export function membersOf(choice: string, before: Members): Members {
  return choice === "any" || choice === "all" ? choice : before;
}
