import type { Context } from 'hono';
import * as z from 'zod/mini';
import { reduceBlocked, reduceSource, type PolicyViolation } from '../../contract/policyViolation.ts';
import { readHeader, type AppEnv } from '../http/appEnv.ts';
import { createErrorResponse } from '../http/errorResponse.ts';
import { checkBodyEncoding, checkBodySize, readJson } from '../http/readBody.ts';
import { HttpError } from '../httpError.ts';
import type { Log } from '../log.ts';

/**
 * The content types of the two forms in which browsers report violations of a Content Security Policy. `report-uri` gets an
 * object with one report. `report-to` gets a list, which may also contain other kinds of reports.
 *
 * @see https://www.w3.org/TR/CSP3/#deprecated-serialize-violation and https://www.w3.org/TR/reporting-1/
 */
const reportTypes = ['application/csp-report', 'application/reports+json'] as const;
type ReportType = (typeof reportTypes)[number];

/** The directives of CSP 3 and of Trusted Types. */
const Directive = z.enum(
  [
    'base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors frame-src',
    'img-src manifest-src media-src object-src require-trusted-types-for script-src script-src-attr',
    'script-src-elem style-src style-src-attr style-src-elem trusted-types worker-src',
  ].flatMap((names) => names.split(' ')),
);
const Disposition = z.optional(z.enum(['enforce', 'report']));
/** A browser that does not know an address sends nothing, null or an empty text instead. */
const Address = z.nullish(z.string());

// Browsers describe a violation with further properties, which these schemas ignore.
const SingleReport = z.strictObject({
  'csp-report': z.object({
    'effective-directive': Directive,
    'blocked-uri': Address,
    'source-file': Address,
    disposition: Disposition,
  }),
});
const ReportList = z
  .array(z.object({ type: z.string(), body: z.unknown() }))
  .check(z.minLength(1), z.maxLength(100));
const ReportBody = z.object({
  effectiveDirective: Directive,
  blockedURL: Address,
  sourceFile: Address,
  disposition: Disposition,
});

/** Handles `POST` to the path of violation reports. */
export type ViolationReceiver = (c: Context<AppEnv>) => Promise<Response>;

/** The longest accepted body. A report repeats the policy, in about 3 KB, and Chromium sends all reports of a minute together. */
const maxBytes = 65_536;
/** The limits below are for a period of this length. */
const periodMs = 60_000;
/** How many requests the service reads. It refuses further ones with 429. */
const maxRequests = 60;
/** How many different violations the log gets. */
const maxLines = 20;

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
 * reports without a token, so anyone can send them. So the handler reads and logs only a few in a minute. At the end of the
 * minute, the line `policy_reports_omitted` says how many are missing. A refused request gets no line of its own in the log.
 */
export function createViolationReceiver(log: Log): ViolationReceiver {
  let period: Period | null = null;
  const endPeriod = (): void => {
    if (!period) return;
    const { omissions } = period;
    period = null;
    if (Object.values(omissions).some((count) => count > 0)) log('warn', 'policy_reports_omitted', omissions);
  };
  const getOrStartPeriod = (): Period => {
    if (!period) setTimeout(endPeriod, periodMs).unref();
    return (period ??= createPeriod());
  };
  const logViolation = (violation: PolicyViolation): void => {
    const { logged, omissions } = getOrStartPeriod();
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
      const current = getOrStartPeriod();
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
      getOrStartPeriod().omissions.refusedRequests += 1;
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

/** Reads the violations in a body, without reports of other kinds. @throws HttpError 400 for a body of another form */
function readViolations(type: ReportType, value: unknown): readonly PolicyViolation[] {
  if (type === 'application/csp-report') {
    const report = parse(SingleReport, value)['csp-report'];
    const { 'effective-directive': directive, 'blocked-uri': blocked, 'source-file': source } = report;
    return [createViolation(directive, blocked, source, report.disposition)];
  }
  return parse(ReportList, value)
    .filter((report) => report.type === 'csp-violation')
    .map((report) => {
      const body = parse(ReportBody, report.body);
      return createViolation(body.effectiveDirective, body.blockedURL, body.sourceFile, body.disposition);
    });
}

function parse<Value>(schema: z.ZodMiniType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new HttpError(400, 'body_invalid');
  return result.data;
}

function createViolation(
  directive: string,
  blocked: z.infer<typeof Address>,
  source: z.infer<typeof Address>,
  disposition: PolicyViolation['disposition'] = 'enforce',
): PolicyViolation {
  const reducedBlocked = reduceBlocked(blocked || 'unknown');
  return { directive, blocked: reducedBlocked, source: reduceSource(source), disposition };
}
