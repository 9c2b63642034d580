import * as z from 'zod/mini';
import { reduceBlocked, reduceSource, type PolicyViolation } from '../../contract/policyViolation.ts';
import { HttpError } from '../httpError.ts';

/**
 * The content types of the two forms in which browsers report violations of a Content Security Policy. `report-uri` gets an
 * object with one report. `report-to` gets a list, which may also contain other kinds of reports.
 *
 * @see https://www.w3.org/TR/CSP3/#deprecated-serialize-violation and https://www.w3.org/TR/reporting-1/
 */
export type ReportType = 'application/csp-report' | 'application/reports+json';

/** The directives of CSP 3 and of Trusted Types. */
const directive = z.enum(
  [
    'base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors frame-src',
    'img-src manifest-src media-src object-src require-trusted-types-for script-src script-src-attr',
    'script-src-elem style-src style-src-attr style-src-elem trusted-types worker-src',
  ].flatMap((names) => names.split(' ')),
);
const disposition = z.optional(z.enum(['enforce', 'report']));
/** For an address that it does not know, a browser sends nothing, null or an empty text. */
const address = z.nullish(z.string());

// Browsers describe a violation with further properties, which these schemas ignore.
const SingleReport = z.strictObject({
  'csp-report': z.object({
    'effective-directive': directive,
    'blocked-uri': address,
    'source-file': address,
    disposition,
  }),
});
const ReportList = z
  .array(z.object({ type: z.string(), body: z.unknown() }))
  .check(z.minLength(1), z.maxLength(100));
const ReportBody = z.object({
  effectiveDirective: directive,
  blockedURL: address,
  sourceFile: address,
  disposition,
});

/**
 * Reads the violations in a body, without reports of other kinds.
 *
 * @throws HttpError 400 for a body of another form
 */
export function readViolations(type: ReportType, value: unknown): readonly PolicyViolation[] {
  if (type === 'application/csp-report') {
    const report = parse(SingleReport, value)['csp-report'];
    const { 'effective-directive': name, 'blocked-uri': blocked, 'source-file': source } = report;
    return [createViolation(name, blocked, source, report.disposition)];
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
  effectiveDirective: string,
  blocked: string | null | undefined,
  sourceFile: string | null | undefined,
  reportedDisposition: PolicyViolation['disposition'] = 'enforce',
): PolicyViolation {
  return {
    directive: effectiveDirective,
    blocked: reduceBlocked(blocked || 'unknown'),
    source: reduceSource(sourceFile),
    disposition: reportedDisposition,
  };
}
