/** Hides how each kind of sink wants to be told: the forms of Alertmanager's API and of Standard Webhooks. */
export { type Endpoint, openEndpoints } from "./open-endpoints";
export { openNotifier } from "./open-notifier";
