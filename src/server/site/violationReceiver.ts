import type { Context } from 'hono';
import type { PolicyViolation } from '../../contract/policyViolation.ts';
import { readHeader, type AppEnv } from '../http/appEnv.ts';
import { createErrorResponse } from '../http/errorResponse.ts';
import { checkBodyEncoding, checkBodySize, readJson } from '../http/readBody.ts';
import { HttpError } from '../httpError.ts';
import type { Log } from '../log.ts';
import { readViolations, type ReportType } from './violationReports.ts';

/** Handles `POST` to the path of violation reports. */
export type ViolationReceiver = (c: Context<AppEnv>) => Promise<Response>;

/** The longest accepted body. A report repeats the policy, in about 3 KB, and Chromium sends all reports of a minute together. */
const maxBytes = 65_536;
/** The limits below are for a period of this length. */
const periodMs = 60_000;
/** How many requests the service reads. It refuses further ones with 429. */
const maxRequests = 60;
/** How many violations the log gets. */
const maxLines = 20;

const reportTypes: readonly ReportType[] = ['application/csp-report', 'application/reports+json'];

/** What has happened in one period. */
const createPeriod = () => ({
  endsAt: Date.now() + periodMs,
  requestCount: 0,
  /** The violations that the log has, as JSON. */
  logged: new Set<string>(),
  /** What the log lacks: reports that repeat a violation, reports beyond `maxLines`, and refused requests. */
  omissions: { repeated: 0, omitted: 0, refusedRequests: 0 },
});
type Period = ReturnType<typeof createPeriod>;

/**
 * Creates the handler of violation reports. The log gets each violation once in a minute, as `policy_violation`. Browsers send
 * reports without a token, so anyone can send them. So the handler reads and logs only a few in a minute, and then the line
 * `policy_reports_omitted` says how many are missing. A refused request gets no line of its own in the log.
 */
export function createViolationReceiver(log: Log): ViolationReceiver {
  let period: Period | null = null;
  const endPeriod = (): void => {
    if (!period) return;
    const { omissions } = period;
    period = null;
    if (Object.values(omissions).some((count) => count > 0)) log('warn', 'policy_reports_omitted', omissions);
  };
  const getPeriod = (): Period => {
    if (!period) setTimeout(endPeriod, periodMs).unref();
    return (period ??= createPeriod());
  };
  const logViolation = (violation: PolicyViolation): void => {
    const { logged, omissions } = getPeriod();
    const key = JSON.stringify(violation);
    if (logged.has(key)) omissions.repeated += 1;
    else if (logged.size >= maxLines) omissions.omitted += 1;
    else {
      logged.add(key);
      log('warn', 'policy_violation', { ...violation });
    }
  };
  return async (c) => {
    try {
      const current = getPeriod();
      current.requestCount += 1;
      if (current.requestCount > maxRequests) throw createTooManyError(current);
      const type = checkReportHeaders(c);
      const { value } = await readJson(c, maxBytes);
      for (const violation of readViolations(type, value)) logViolation(violation);
      const headers = c.get('headers');
      delete headers['content-type'];
      return new Response(null, { status: 204, headers });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      getPeriod().omissions.refusedRequests += 1;
      return createErrorResponse(error, c, { log: () => {}, createCallerPseudonym: () => '' });
    }
  };
}

const createTooManyError = ({ endsAt }: Period): HttpError => {
  const seconds = Math.max(1, Math.ceil((endsAt - Date.now()) / 1000));
  return new HttpError(429, 'too_many_reports', { headers: { 'retry-after': String(seconds) } });
};

/** @throws HttpError 413 when the announced length exceeds the limit, 415 when the content is not an uncompressed report */
function checkReportHeaders(c: Context<AppEnv>): ReportType {
  checkBodySize(c, maxBytes);
  // Browsers send these types without parameters.
  const type = readHeader(c, 'content-type')?.toLowerCase();
  const reportType = reportTypes.find((name) => name === type);
  if (reportType === undefined) throw new HttpError(415, 'report_required');
  checkBodyEncoding(c);
  return reportType;
}
