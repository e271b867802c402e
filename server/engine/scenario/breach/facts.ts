import type { Element } from "../../configuration";
import type { AttackVector, NeededPrivileges } from "./cvss-vector";

/** How much of a host an attacker has; who is root is a user too. */
export type Level = "user" | "root";

/** What a vulnerability gives whoever uses it (SEC-4). */
export type Gain =
  | { readonly kind: "exec"; readonly level: Level }
  | { readonly kind: "leak" | "tamper" | "dos" | "ssrf" | "none" };

/** A protocol and port as text: `tcp/443`, or `tcp/any` where nobody says which port. */
export type ServiceName = string;

/** One vulnerability of one host, with what an attack on it takes (SEC-3 to SEC-5). */
export interface Weakness {
  /** Unique among all: its host, its name and where it is. */
  readonly key: string;
  readonly hostId: string;
  /** The CVE or advisory; `hypothesis` for a bug that is only supposed. */
  readonly name: string;
  readonly isHypothesis: boolean;
  /** Where it answers; null when it is used on the host itself. */
  readonly service: Service | null;
  /** Nobody says on which port it answers: any that is reached counts. */
  readonly isPortAssumed: boolean;
  readonly attackVector: AttackVector;
  readonly privileges: NeededPrivileges;
  readonly needsUser: boolean;
  readonly isComplex: boolean;
  /** Null when neither a usable vector nor its owner says what it gives: what it does is undecided. */
  readonly gain: Gain | null;
  readonly knownExploited: boolean;
  /** Probability that it is exploited within 30 days (EPSS), 0 to 1, where somebody says. */
  readonly exploitProbability?: number | undefined;
  /** 0.0 to 10.0; null when unknown, which counts as high and never as 0. */
  readonly baseScore: number | null;
  /** The part of the host it is in, where that is told. */
  readonly component: string | null;
  /** Versions without it, where a scanner told them. */
  readonly fixedIn?: readonly string[];
}

/** Something that answers on the network. */
export interface Service {
  readonly name: ServiceName;
  /** IANA number. */
  readonly protocol: number;
  /** Null: any port. */
  readonly port: number | null;
  /** The attack needs no answer (SEC-6); only for UDP. */
  readonly isOneWay: boolean;
}

/** A host: an instance, an interface that belongs to none, or the machine of an insider. */
export interface BreachHost {
  readonly id: string;
  readonly element: Element;
  readonly runs: boolean;
  readonly subnetIds: readonly string[];
  /** Roles whose keys its metadata service hands out. */
  readonly roleIds: readonly string[];
  readonly hasMetadata: boolean;
  /** The metadata service answers without a token, so a forged request gets the keys too. */
  readonly hasOpenMetadata: boolean;
}

/** What opens something: a key, a password, a token. */
export interface Credential {
  readonly id: string;
  readonly foundOn: readonly { readonly hostId: string; readonly level: Level }[];
  readonly logins: readonly { readonly hostId: string; readonly service: Service; readonly level: Level }[];
  readonly opens: readonly string[];
  /** The attacker has it from the start. */
  readonly isKnown: boolean;
}

/** A role of the provider and what it may do, as declared (SEC-11). */
export interface Role {
  readonly id: string;
  readonly assumes: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Hosts on which it may run commands. */
  readonly commands: readonly string[];
  readonly modifiesNetwork: boolean;
}

/** What keeps data. */
export interface Store {
  readonly id: string;
  readonly element: Element;
  readonly dataClass: string | null;
  /** Null: it is on no network of the input, or nobody says where it answers. */
  readonly service: Service | null;
  readonly auth: "open" | "credential" | null;
  /** Hosts that keep the data itself. */
  readonly hostIds: readonly string[];
  /** Hosts and interfaces at which it answers; empty where the input does not hold them. */
  readonly endIds: readonly string[];
}

/** All that an attack is derived from but who reaches whom. Every list sorted by id. */
export interface BreachFacts {
  readonly hosts: readonly BreachHost[];
  readonly weaknesses: readonly Weakness[];
  readonly credentials: readonly Credential[];
  readonly roles: readonly Role[];
  readonly stores: readonly Store[];
}

/** Where an attacker begins (SEC-1). */
export type Start =
  /** Anywhere in the internet, and with addresses of these prefixes among others. */
  | { readonly kind: "internet"; readonly prefixes: readonly string[] }
  | { readonly kind: "host"; readonly id: string; readonly level: Level }
  /** `id` of a site, a customer gateway. */
  | { readonly kind: "site"; readonly id: string }
  | { readonly kind: "role"; readonly id: string }
  /** An insider: a machine of their own in the subnet. */
  | { readonly kind: "subnet"; readonly id: string };

/** What is supposed of the attacker. */
export interface BreachScenario {
  readonly starts: readonly Start[];
  /** Users do what an attack asks of them. */
  readonly assumesUserInteraction: boolean;
  /** Names of vulnerabilities that are left out. */
  readonly excluded: readonly string[];
}
