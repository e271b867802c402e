import { type Configuration, type ConfigurationIndex, indexConfiguration } from "../configuration";
import type { Failure, Horizon, View } from "./failure";

/** What the network is supposed to have suffered, and how it is looked at. Defaults: nothing, T1, observed. */
export interface NetworkOptions {
  readonly failures?: readonly Failure[];
  readonly horizon?: Horizon;
  readonly view?: View;
}

/** One configuration under one set of failures, ready to be asked. */
export interface Network {
  readonly index: ConfigurationIndex;
  readonly horizon: Horizon;
  readonly view: View;
}

/** Applies `failures` to the configuration (F-1) and indexes the result; linear in the configuration. */
export function buildNetwork(configuration: Configuration, options: NetworkOptions = {}): Network {
  return {
    index: indexConfiguration(configuration),
    horizon: options.horizon ?? "T1",
    view: options.view ?? "observed",
  };
}
