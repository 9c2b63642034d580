import type { RecordedEvent } from './diagnosticsLog.ts';
import type { RecentCall } from './recentCalls.ts';

/** The parts of the report that its summary is made from. */
interface Facts {
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

const count = (events: readonly RecordedEvent[], kind: RecordedEvent['kind'], what: string) =>
  events.filter((event) => event.kind === kind && event.what === what);

function callLine(call: RecentCall): string {
  const code = call.endCode === null ? 'no end code' : `ended ${call.endCode}/${call.endSubCode ?? 0}`;
  const why = call.endReason ?? call.outcome;
  const length = call.seconds === null ? 'never connected' : `connected for ${call.seconds} s`;
  const raised = call.quality.length > 0 ? `, ${call.quality.length} quality reports` : '';
  return `${call.beganAt} ${call.direction ?? 'call'}, id ${call.id}: ${code}${why ? ` (${why})` : ''}, ${length}${raised}.`;
}

/** The first lines of the report. They are in English in every language, because they are for support. */
export function summaryOf(facts: Facts, withPeople: boolean): readonly string[] {
  const { versions, browser, account, devices, events, calls } = facts;
  const renewed = count(events, 'token', 'renewed').length;
  const failed = count(events, 'token', 'failed');
  const lastFailure = failed.at(-1);
  const lost = count(events, 'agent', 'Disconnected').length;
  const offline = count(events, 'network', 'offline').length;
  const build = versions.build === '' ? '' : ` (build ${versions.build})`;
  return [
    `Switchboard ${versions.app}${build}, Calling SDK ${versions.sdk}. Saved ${facts.at}.`,
    `Browser: ${browser.userAgent}`,
    account ? `Account: object id ${account.oid}, tenant ${account.tid}.` : 'Account: unknown.',
    `Agent: ${facts.agent}; seen Disconnected ${lost} times.`,
    `Tokens: got ${renewed} times, failed ${failed.length} times${
      lastFailure
        ? `, last ${lastFailure.at}: ${String(lastFailure.problem)} ${String(lastFailure.detail ?? '')}`.trimEnd()
        : ''
    }.`,
    `Network: ${browser.online ? 'online' : 'offline'}, ${facts.network.effectiveType ?? 'kind unknown'}; went offline ${offline} times.`,
    `Devices: ${devices.microphones} microphones, ${devices.cameras} cameras, ${devices.speakers} loudspeakers.`,
    calls.length === 0 ? 'No calls are known here.' : `The latest of ${calls.length} calls:`,
    ...calls.slice(0, 5).map(callLine),
    withPeople
      ? 'Names and phone numbers of other people are included, as the person chose.'
      : 'Names, addresses and phone numbers of people are left out. Tokens are never in here.',
  ];
}
