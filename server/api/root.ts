import { actionRouter } from "./routers/action";
import { alertRouter } from "./routers/alert";
import { anomalyRouter } from "./routers/anomaly";
import { applicationRouter } from "./routers/application";
import { auditRouter } from "./routers/audit";
import { automationRouter } from "./routers/automation";
import { breachRouter } from "./routers/breach";
import { estateRouter } from "./routers/estate";
import { executorRouter } from "./routers/executor";
import { findingRouter } from "./routers/finding";
import { historyRouter } from "./routers/history";
import { intentRouter } from "./routers/intent";
import { loadRouter } from "./routers/load";
import { resourceRouter } from "./routers/resource";
import { ruleRouter } from "./routers/rule";
import { runRouter } from "./routers/run";
import { scenarioRouter } from "./routers/scenario";
import { scheduleRouter } from "./routers/schedule";
import { sinkRouter } from "./routers/sink";
import { sourceRouter } from "./routers/source";
import { topologyRouter } from "./routers/topology";
import { traceRouter } from "./routers/trace";
import { whatIfRouter } from "./routers/what-if";
import { createRouter } from "./trpc";

/** The whole API. Clients import its type alone. */
export const appRouter = createRouter({
  estate: estateRouter,
  history: historyRouter,
  topology: topologyRouter,
  resource: resourceRouter,
  trace: traceRouter,
  whatIf: whatIfRouter,
  load: loadRouter,
  breach: breachRouter,
  intent: intentRouter,
  application: applicationRouter,
  finding: findingRouter,
  alert: alertRouter,
  anomaly: anomalyRouter,
  run: runRouter,
  rule: ruleRouter,
  scenario: scenarioRouter,
  schedule: scheduleRouter,
  source: sourceRouter,
  sink: sinkRouter,
  action: actionRouter,
  automation: automationRouter,
  executor: executorRouter,
  audit: auditRouter,
});

export type AppRouter = typeof appRouter;
