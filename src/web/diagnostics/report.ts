import type { Phone } from '../calling/phone.ts';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import type { DiagnosticsLog, RecordedEvent } from './diagnosticsLog.ts';
import { readNetworkFacts } from './watchPage.ts';
import { listRecentCalls, type RecentCall } from './recentCalls.ts';
import { redact } from './redact.ts';

/** What a report needs besides the phone. */
export interface DiagnosticsSource {
  readonly log: DiagnosticsLog;
  /** The content of `config.json`, which contains no secret. */
  readonly configuration: object;
  /** Object id and tenant id of the user; `null` if the user has signed out. */
  readonly account: { readonly oid: string; readonly tid: string } | null;
  readonly people: Pick<People, 'names'>;
  readonly history: Pick<History, 'entries'>;
}

interface ReportOptions {
  readonly versions: { readonly app: string; readonly build: string; readonly sdk: string };
  readonly now: Date;
  /** Whether the report may contain names and phone numbers of other people. */
  readonly includesPeople: boolean;
}

/**
 * Creates the report for support, as plain data with a summary in front. It contains no tokens, no keys and no names of devices:
 * for each kind of device, it only says whether the user has chosen one.
 */
export function createReport(phone: Phone, source: DiagnosticsSource, options: ReportOptions) {
  const { calls: runningCalls, incoming, problems } = phone.state.get();
  const { microphone, camera, speaker, ringer, ...settings } = phone.settings.get();
  const { includesPeople } = options;
  const facts = collectFacts(phone, source, options);
  const report = {
    summary: createSummary(facts, includesPeople),
    ...facts,
    page: {
      address: `${location.origin}${location.pathname}`,
      secondsOpen: Math.round(performance.now() / 1000),
    },
    now: {
      calls: runningCalls.length,
      ringing: incoming.length,
      notices: problems.map(({ code, detail }) => ({ code, detail })),
    },
    configuration: source.configuration,
    settings: {
      ...settings,
      microphone: microphone !== null,
      camera: camera !== null,
      speaker: speaker !== null,
      ringer: ringer !== null,
    },
    ...(includesPeople && { people: listNames(source.people, facts.calls) }),
  };
  return redact(report, includesPeople);
}

function collectFacts(phone: Phone, source: DiagnosticsSource, { versions, now }: ReportOptions) {
  const { microphones, cameras, speakers } = phone.devices.list.get();
  const { account, history, log } = source;
  return {
    at: now.toISOString(),
    versions,
    browser: {
      userAgent: navigator.userAgent,
      language: navigator.language,
      online: navigator.onLine,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    network: readNetworkFacts(),
    account: account && { oid: account.oid, tid: account.tid },
    agent: phone.state.get().connection,
    devices: { microphones: microphones.length, cameras: cameras.length, speakers: speakers.length },
    calls: listRecentCalls(log.events(), history.entries.get()),
    events: log.events(),
  };
}

/** Lists the people in the calls by raw id. A name is empty if the app has not looked it up. */
function listNames(people: DiagnosticsSource['people'], calls: readonly RecentCall[]) {
  const names = people.names.get();
  const rawIds = new Set(calls.flatMap(({ other }) => other ?? []));
  return Object.fromEntries([...rawIds].map((rawId) => [rawId, names.get(rawId) ?? '']));
}

/** The number of calls in the summary. The report itself lists more. */
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

/** Writes the first lines of the report, always in English, because they are for support. */
function createSummary(facts: ReturnType<typeof collectFacts>, includesPeople: boolean): readonly string[] {
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
