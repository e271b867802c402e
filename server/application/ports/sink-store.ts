import type { Severity } from "../../engine/alert/alert.schema";
import type { Notification, SinkKind, Told } from "../notification.schema";
import type { WorkspaceId } from "./store";

export type DeliveryState = "pending" | "sent" | "dead";

/** A place that transitions of alerts are sent to. */
export interface SinkRecord {
  readonly id: string;
  readonly kind: SinkKind;
  readonly name: string;
  /** What may be shown of its address. */
  readonly place: string;
  /** Sealed. */
  readonly address: string;
  /** Sealed; null where the kind has none. */
  readonly secret: string | null;
  /** The end of the secret. */
  readonly secretHint: string | null;
  /** Alerts below it are not sent, unless the sink was told about them before. */
  readonly minSeverity: Severity;
  readonly isEnabled: boolean;
  /** Why it was disabled, when nobody did it by hand. */
  readonly disabledReason: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A sink with how its deliveries stand. */
export interface SinkStanding extends SinkRecord {
  readonly pendingCount: number;
  readonly deadCount: number;
  readonly lastSentAt: Date | null;
}

/** One transition on its way to one sink. */
export interface DeliveryRecord {
  readonly id: string;
  readonly sinkId: string;
  readonly estateId: string;
  readonly alertId: string;
  readonly number: number;
  readonly state: DeliveryState;
  readonly title: string;
  readonly to: Notification["transition"]["to"];
  readonly attemptCount: number;
  /** What came of the last try, in words. */
  readonly outcome: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
}

/** A delivery that is ours to send until `leaseUntil`; `claimCount` fences off whoever had it before. */
export interface DeliveryClaim {
  readonly workspaceId: WorkspaceId;
  readonly id: string;
  readonly claimCount: number;
  readonly attemptCount: number;
  readonly leaseUntil: Date;
  readonly sink: SinkRecord;
  readonly message: Notification;
  /** What the sink was last told about the alert; null when nothing, or when the kind has no memory of it. */
  readonly told: Told | null;
  /** The number of the transition it was last told, 0 when none. */
  readonly toldNumber: number;
}

/** What became of a claimed delivery. `released` counts as no try. */
export type Settlement =
  | { readonly kind: "sent"; readonly outcome: string; readonly told: Told | null }
  | { readonly kind: "retry"; readonly outcome: string; readonly dueAt: Date }
  | { readonly kind: "dead"; readonly outcome: string; readonly disabledReason: string | null }
  | { readonly kind: "released"; readonly dueAt: Date };

/** Alerts an Alertmanager has to be told again, the ended ones too for a while. */
export interface RepeatClaim {
  readonly workspaceId: WorkspaceId;
  readonly sink: SinkRecord;
  readonly told: readonly Told[];
}

/** Deliveries of all workspaces: what the worker asks. */
export interface DeliveryQueue {
  /**
   * Takes deliveries that are due and free, to enabled sinks, in the order of their transitions: never one while
   * an earlier one of the same alert and sink is pending. At most `mostPerSink` of each sink.
   */
  claimDeliveries(terms: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly mostPerSink: number;
  }): Promise<readonly DeliveryClaim[]>;
  /** Stores the outcome. False when the claim is no longer ours; then nothing was stored. */
  settleDelivery(claim: DeliveryClaim, settlement: Settlement, at: Date): Promise<boolean>;
  /**
   * Takes the Alertmanager sinks that were last told again before `repeatedBefore`, with what fires and what
   * ended after `endedAfter`. Each is given to one caller only.
   */
  claimRepeats(terms: {
    readonly now: Date;
    readonly repeatedBefore: Date;
    readonly endedAfter: Date;
  }): Promise<readonly RepeatClaim[]>;
  /** The sink answers again: what waited for its next try is due now. */
  hastenDeliveries(workspaceId: WorkspaceId, sinkId: string, now: Date): Promise<void>;
}

/** Sinks of one workspace and what was sent to them. */
export interface SinkStore {
  /** Oldest first. */
  listSinks(): Promise<readonly SinkStanding[]>;
  findSink(sinkId: string): Promise<SinkRecord | undefined>;
  /** Adds it together with deliveries that tell it what is open now. */
  addSink(sink: SinkRecord): Promise<void>;
  /** False when there is no such sink. Enabling tells it what it missed: the last transition of each alert. */
  setSinkEnabled(sinkId: string, isEnabled: boolean, at: Date): Promise<boolean>;
  /** Removes it and its deliveries. False when there is no such sink. */
  removeSink(sinkId: string): Promise<boolean>;
  /** Newest first, at most `DELIVERY_LIST_LIMIT`. */
  listDeliveries(filter: {
    readonly sinkId?: string;
    readonly state?: DeliveryState;
    readonly alert?: { readonly estateId: string; readonly alertId: string };
  }): Promise<readonly DeliveryRecord[]>;
  /** Makes a dead delivery pending again, with all its tries. False when there is none such. */
  reviveDelivery(deliveryId: string, now: Date): Promise<boolean>;
}

export const DELIVERY_LIST_LIMIT = 200;
