import type { Phone } from '../calling/phone.ts';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';
import { readNetworkFacts } from './watchPage.ts';
import { listRecentCalls } from './recentCalls.ts';
import { redact } from './redact.ts';
import { createSummary } from './summary.ts';

/** The part of the report's data that does not come from the phone, the app's signed-in state. */
export interface DiagnosticsSource {
  readonly log: DiagnosticsLog;
  /** The content of `config.json`, which contains no secret. */
  readonly configuration: object;
  /** Object id and tenant id of the user; `null` if the user has signed out. */
  readonly account: { readonly oid: string; readonly tid: string } | null;
  readonly people: Pick<People, 'names'>;
  readonly history: Pick<History, 'entries'>;
}

export interface ReportOptions {
  readonly versions: { readonly app: string; readonly build: string; readonly sdk: string };
  readonly now: Date;
  /** Whether the report may contain names and phone numbers of other people. */
  readonly includesPeople: boolean;
}

/**
 * Creates the report for support, as plain data with a summary in front. The report contains no tokens, no keys and no names
 * of devices. For each kind of device it says only whether the user has chosen one.
 */
export function createReport(phone: Phone, source: DiagnosticsSource, options: ReportOptions) {
  const { connection, calls: runningCalls, incoming, problems } = phone.state.get();
  const { microphone, camera, speaker, ringer, ...settings } = phone.settings.get();
  const { microphones, cameras, speakers } = phone.devices.list.get();
  const { account, configuration, history, log, people } = source;
  const { versions, now, includesPeople } = options;
  const calls = listRecentCalls(log.events(), history.entries.get());
  const facts = {
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
    agent: connection,
    devices: { microphones: microphones.length, cameras: cameras.length, speakers: speakers.length },
    calls,
    events: log.events(),
  };
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
    configuration,
    settings: {
      ...settings,
      microphone: microphone !== null,
      camera: camera !== null,
      speaker: speaker !== null,
      ringer: ringer !== null,
    },
    ...(includesPeople && { people: listNames(people, calls) }),
  };
  return redact(report, includesPeople);
}

/** Lists the people in the calls by raw id. A name is empty if the app has not looked it up. */
function listNames(
  people: DiagnosticsSource['people'],
  calls: ReturnType<typeof listRecentCalls>,
): Record<string, string> {
  const names = people.names.get();
  const rawIds = new Set(calls.flatMap(({ other }) => other ?? []));
  return Object.fromEntries([...rawIds].map((rawId) => [rawId, names.get(rawId)?.name ?? '']));
}
