import type { Notification, Told } from "../../application/notification.schema";

/** Prometheus Alertmanager's API, version 2: an alert is known by its labels, and ends when nobody repeats it. */

const LONGEST_LABEL = 512;
const LONGEST_ANNOTATION = 4_000;

/**
 * How long an alert goes on firing when nobody repeats it. Alertmanager then says that it was resolved, which
 * would be false: so this is much longer than a restart of ours takes.
 */
export const FIRES_FOR_MS = 3_600_000;

/** Where alerts are posted to, below the address that the user gave. */
export function alertsUrl(address: string): string {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v2/alerts`;
  return url.href;
}

/**
 * The alert as it is after a transition. Open and unverified ones fire, the latter with an annotation that says so:
 * a label would make another alert of it. Dismissed ones end, for someone has taken them on.
 */
export function tellingOf(
  { workspaceId, estate, alert, transition }: Notification,
  link: string | null,
): Told {
  const fires = transition.to === "open" || transition.to === "unverified";
  const reason = transition.reason ?? "";
  return {
    labels: labels({
      alertname: alertname(alert.kind),
      workspace: workspaceId,
      estate: estate.id,
      severity: alert.severity,
      kind: alert.kind,
      resource: alert.subject.id,
      account: alert.location.accountId,
      region: alert.location.region,
      az: alert.location.zone,
      // Two weaknesses of one resource must not be taken for one: the end of either would end both.
      fingerprint: alert.fingerprint,
    }),
    annotations: annotations({
      title: alert.title,
      description: alert.description,
      estate: estate.name,
      link: link ?? "",
      verification: transition.to === "unverified" ? "unverified" : "verified",
      dismissed: transition.to === "dismissed" ? reason || "dismissed" : "",
    }),
    startsAt: alert.openedAt,
    endsAt: fires ? null : transition.at,
    generatorURL: link,
  };
}

/**
 * What to post so that Alertmanager, told `before`, knows `now`. Changed labels make another alert of it: the one
 * it knew is ended in the same post. Nothing, when something ended that it was never told of.
 */
export function postOf(before: Told | null, now: Told, at: Date): readonly object[] {
  if (!before) return now.endsAt === null ? [toldForm(now, at)] : [];
  if (sameLabels(before.labels, now.labels)) return [toldForm(now, at)];
  const ended = before.endsAt ?? at.toISOString();
  const end = toldForm({ ...before, endsAt: ended }, at);
  return now.endsAt === null ? [end, toldForm(now, at)] : [end];
}

/** The form in which it is posted: what fires ends in the future, so that silence is no end by itself. */
export function toldForm({ endsAt, generatorURL, ...told }: Told, at: Date): object {
  return {
    ...told,
    endsAt: endsAt ?? new Date(at.getTime() + FIRES_FOR_MS).toISOString(),
    ...(generatorURL === null ? {} : { generatorURL }),
  };
}

/** One name per kind of weakness; never empty, for Alertmanager takes a nameless alert without complaint. */
function alertname(kind: string): string {
  const words = kind.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return `Umbra${words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("") || "Alert"}`;
}

/** An empty label is no label. */
function labels(given: Readonly<Record<string, string>>): Record<string, string> {
  return filled(given, LONGEST_LABEL);
}

function annotations(given: Readonly<Record<string, string>>): Record<string, string> {
  return filled(given, LONGEST_ANNOTATION);
}

function filled(given: Readonly<Record<string, string>>, most: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name, value.slice(0, most)] as const)
      .filter(([, value]) => value !== ""),
  );
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
