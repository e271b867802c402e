import * as z from "zod";
import {
  listFindings,
  listReports,
  placeReport,
  removeReport,
  restoreReport,
} from "../../application/findings";
import { FINDING_SORTS, FINDING_STATES } from "../../application/ports/finding-answers";
import { BANDS } from "../../engine/vulnerability/scan-report.schema";
import { estateInput, idInput, snapshotInput, textInput } from "../inputs";
import { createRouter, operatorProcedure, viewerProcedure } from "../trpc";

/** Rows of one answer. */
const ROW_LIMIT = 500;
/** Instances that one report is about. */
const INSTANCE_LIMIT = 1_000;
const reportInput = estateInput.extend({ reportId: idInput });

/** What scanners found: their reports, and where each finding stands. Files come in by `POST /api/findings`. */
export const findingRouter = createRouter({
  /** Reports of scanners, and lists of what is exploited. */
  reports: viewerProcedure
    .input(estateInput)
    .query(({ ctx, input }) => listReports(ctx.ports, ctx.actor, input)),

  /** A part of the findings of one state, with counts of all. */
  list: viewerProcedure
    .input(
      snapshotInput.extend({
        state: z.enum(FINDING_STATES).default("placed"),
        bands: z.array(z.enum(BANDS)).max(BANDS.length).default([]),
        isKnownExploited: z.boolean().default(false),
        q: textInput.default(""),
        sort: z.enum(FINDING_SORTS).default("severity"),
        descending: z.boolean().default(false),
        offset: z.int().min(0).max(10_000_000).default(0),
        limit: z.int().min(1).max(ROW_LIMIT).default(100),
      }),
    )
    .query(({ ctx, input }) => listFindings(ctx.ports, ctx.actor, input)),

  /** Says on which instances a report's findings stand, or in which VPC they are looked up. */
  place: operatorProcedure
    .input(
      reportInput.extend({
        on: z.array(idInput).max(INSTANCE_LIMIT),
        vpc: idInput.nullable(),
      }),
    )
    .mutation(({ ctx, input }) => placeReport(ctx.ports, ctx.actor, input)),

  remove: operatorProcedure
    .input(reportInput)
    .mutation(({ ctx, input }) => removeReport(ctx.ports, ctx.actor, input)),

  /** Takes a removal back. */
  restore: operatorProcedure
    .input(reportInput)
    .mutation(({ ctx, input }) => restoreReport(ctx.ports, ctx.actor, input)),
});
