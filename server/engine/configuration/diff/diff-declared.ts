import type { FactVulnerability } from "../breach-facts.schema";
import { canonicalJson } from "../content-hash";
import type { DeclaredFacts, FactApplication, FactDemand, FactFlow } from "../declared-facts.schema";
import type { FieldChange, ResourceChange } from "./configuration-diff.schema";

/** One declaration, as a diff compares it: its fields in words, each with a text. */
interface Declaration {
  readonly element: ResourceChange["element"];
  readonly fields: readonly { readonly label: string; readonly text: string }[];
}

/**
 * What differs in what owners declare beside resources: applications by name, exceptions by alert, told like changes of
 * resources that stand in no account; traffic, vulnerabilities, credentials, roles and entry points likewise. Files say all they say, so that every change is certain.
 */
export function declaredChanges(
  before: DeclaredFacts | undefined,
  after: DeclaredFacts | undefined,
): readonly ResourceChange[] {
  const [old, now] = [declarationsOf(before), declarationsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id): ResourceChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    const element = is?.element ?? was?.element;
    const fields = changedTexts(was?.fields ?? [], is?.fields ?? []);
    if (element === undefined || fields.length === 0) return [];
    const op = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const nowhere = { accountId: "", region: "", vpcId: null };
    return [{ op, element, ...nowhere, isCosmetic: false, isCertain: true, fields }];
  });
}

function declarationsOf(facts: DeclaredFacts | undefined): ReadonlyMap<string, Declaration> {
  const all = new Map<string, Declaration>();
  for (const { name } of facts?.applications ?? []) {
    const id = `application:${name}`;
    const own = (facts?.applications ?? []).filter((each) => each.name === name);
    all.set(id, { element: { kind: "application", id, name }, fields: own.flatMap(applicationFields) });
  }
  for (const { alert, owner, expires, reason } of facts?.exceptions ?? []) {
    const id = `exception:${alert}`;
    const text = `accepted by ${owner} until ${expires}${reason === undefined ? "" : `: ${reason}`}`;
    all.set(id, { element: { kind: "exception", id }, fields: [{ label: "Alert", text }] });
  }
  for (const demand of facts?.demands ?? []) {
    const name = demandText(demand);
    const id = `demand:${name}`;
    const before = all.get(id)?.fields ?? [];
    all.set(id, { element: { kind: "demand", id, name }, fields: [...before, ...demandFields(demand)] });
  }
  for (const { kind, name, facts: own } of attackDeclarations(facts)) {
    const id = `${kind}:${name}`;
    const before = all.get(id)?.fields ?? [];
    all.set(id, { element: { kind, id, name }, fields: [...before, ...factFields(own)] });
  }
  return all;
}

/** What is declared of attacks, each by what it is about. */
function attackDeclarations({
  vulnerabilities = [],
  credentials = [],
  roles = [],
  entryPoints = [],
}: Partial<DeclaredFacts> = {}) {
  return [
    ...vulnerabilities.map((fact) => ({ kind: "vulnerability", name: vulnerabilityText(fact), facts: fact })),
    ...credentials.map((fact) => ({ kind: "credential", name: fact.name ?? listText(fact.on), facts: fact })),
    ...roles.map((fact) => ({ kind: "role", name: fact.name, facts: fact })),
    ...entryPoints.map((fact) => ({ kind: "entryPoint", name: fact.from, facts: fact })),
  ];
}

function vulnerabilityText({ id, on, protocol, port }: FactVulnerability): string {
  return `${id} on ${listText(on)}${port === undefined ? "" : `, ${port === "local" ? "local" : `${protocol} ${port}`}`}`;
}

function listText(texts: string | readonly string[] = "no host"): string {
  return typeof texts === "string" ? texts : texts.join(" + ");
}

/** Every part of a declaration, in the file's own words; what is left empty there is nothing to tell. */
function factFields(fact: object): Declaration["fields"] {
  return Object.entries(fact)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([label, value]) => ({
      label,
      text: typeof value === "object" ? canonicalJson(value) : String(value),
    }));
}

function endsText({ from, to }: Pick<FactDemand | FactFlow, "from" | "to">): string {
  return [from, to].map((end) => (typeof end === "string" ? end : end.join(" + "))).join(" to ");
}

function demandText(demand: FactDemand): string {
  const { protocol, port, family } = demand;
  return `${endsText(demand)}, ${protocol}${port === undefined ? "" : ` ${port}`}${family === 6 ? ", IPv6" : ""}`;
}

/** What is declared of the traffic, in the file's own words. */
function demandFields({
  from: _from,
  to: _to,
  protocol: _protocol,
  port: _port,
  family: _family,
  ...figures
}: FactDemand) {
  return Object.entries(figures).map(([label, value]) => ({ label, text: String(value) }));
}

function applicationFields({ criticality, flows }: FactApplication): Declaration["fields"] {
  return [
    { label: "Criticality", text: criticality },
    ...flows.map((flow) => ({ label: "Required flow", text: flowText(flow) })),
  ];
}

function flowText(flow: FactFlow): string {
  const { protocol, ports, family, members } = flow;
  const what = `${protocol}${ports.length === 0 ? "" : ` ${ports.join(", ")}`}`;
  const many = typeof members === "string" ? members : canonicalJson(members);
  return `${endsText(flow)}, ${what}${family === 6 ? ", IPv6" : ""}${many === "any" ? "" : `, ${many} of them`}`;
}

/** What went and what came; one that went and one that came under the same label are one change. */
function changedTexts(before: Declaration["fields"], after: Declaration["fields"]): FieldChange[] {
  const without = (all: Declaration["fields"], others: Declaration["fields"]) =>
    all.filter(({ label, text }) => !others.some((each) => each.label === label && each.text === text));
  const [gone, come] = [without(before, after), without(after, before)];
  const labels = [...new Set([...gone, ...come].map(({ label }) => label))].sort();
  return labels.flatMap((label) => {
    const was = gone.filter((each) => each.label === label);
    const is = come.filter((each) => each.label === label);
    return Array.from({ length: Math.max(was.length, is.length) }, (_, position): FieldChange => {
      const [old, now] = [was[position]?.text, is[position]?.text];
      return {
        kind: "attribute",
        label,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
        isCosmetic: false,
      };
    });
  });
}
