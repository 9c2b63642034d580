import type { RecordedEvent } from './diagnosticsLog.ts';
import type { RecentCall } from './recentCalls.ts';

/** The parts of the report that the summary uses. */
interface ReportFacts {
  readonly at: string;
  readonly versions: { readonly app: string; readonly build: string; readonly sdk: string };
  readonly browser: { readonly userAgent: string; readonly online: boolean };
  readonly network: { readonly effectiveType: string | null };
  readonly account: { readonly oid: string; readonly tid: string } | null;
  readonly agent: string;
  readonly devices: { readonly microphones: number; readonly cameras: number; readonly speakers: number };
  readonly calls: readonly RecentCall[];
  readonly events: readonly RecordedEvent[];
}

/** The maximum number of calls that have a line of their own in the summary. The report itself lists more calls. */
const maxListedCalls = 5;

const filterEvents = (events: readonly RecordedEvent[], kind: RecordedEvent['kind'], what: string) =>
  events.filter((event) => event.kind === kind && event.what === what);

function describeCall(call: RecentCall): string {
  const end = call.endCode === null ? 'no end code' : `ended ${call.endCode}/${call.endSubCode ?? 0}`;
  const reason = call.endReason ?? call.outcome;
  const duration = call.seconds === null ? 'never connected' : `connected for ${call.seconds} s`;
  const quality = call.quality.length > 0 ? `, ${call.quality.length} quality reports` : '';
  const endWithReason = reason ? `${end} (${reason})` : end;
  return `${call.beganAt} ${call.direction ?? 'call'}, id ${call.id}: ${endWithReason}, ${duration}${quality}.`;
}

/** Writes the first lines of the report. They are always in English, because they are for support. */
export function createSummary(facts: ReportFacts, includesPeople: boolean): readonly string[] {
  const { versions, browser, account, devices, events, calls } = facts;
  const renewalCount = filterEvents(events, 'token', 'renewed').length;
  const tokenFailures = filterEvents(events, 'token', 'failed');
  const lastFailure = tokenFailures.at(-1);
  const disconnectCount = filterEvents(events, 'agent', 'Disconnected').length;
  const offlineCount = filterEvents(events, 'network', 'offline').length;
  const lastFailureText = lastFailure
    ? `, last ${lastFailure.at}: ${String(lastFailure.problem)} ${String(lastFailure.detail ?? '')}`.trimEnd()
    : '';
  const build = versions.build === '' ? '' : ` (build ${versions.build})`;
  return [
    `Switchboard ${versions.app}${build}, Calling SDK ${versions.sdk}. Saved ${facts.at}.`,
    `Browser: ${browser.userAgent}`,
    account ? `Account: object id ${account.oid}, tenant ${account.tid}.` : 'Account: unknown.',
    `Agent: ${facts.agent}; seen Disconnected ${disconnectCount} times.`,
    `Tokens: got ${renewalCount} times, failed ${tokenFailures.length} times${lastFailureText}.`,
    `Network: ${browser.online ? 'online' : 'offline'}, ${facts.network.effectiveType ?? 'kind unknown'}; went offline ${offlineCount} times.`,
    `Devices: ${devices.microphones} microphones, ${devices.cameras} cameras, ${devices.speakers} loudspeakers.`,
    calls.length === 0 ? 'No calls are known here.' : `The latest of ${calls.length} calls:`,
    ...calls.slice(0, maxListedCalls).map(describeCall),
    includesPeople
      ? 'Names and phone numbers of other people are included, as the person chose.'
      : 'Names, addresses and phone numbers of people are left out. Tokens are never in here.',
  ];
}
