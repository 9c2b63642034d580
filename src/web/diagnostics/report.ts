import type { Phone } from '../calling/phone.ts';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';
import { networkFacts } from './page.ts';
import { recentCalls } from './recentCalls.ts';
import { redact } from './redact.ts';
import { summaryOf } from './summary.ts';

/** What the report is made from, beside the phone. */
export interface DiagnosticsSource {
  readonly log: DiagnosticsLog;
  /** The content of `config.json`, which holds no secret. */
  readonly configuration: object;
  readonly account: { readonly oid: string; readonly tid: string } | null;
  readonly people: Pick<People, 'names'>;
  readonly history: Pick<History, 'entries'>;
}

export interface ReportOptions {
  readonly versions: { readonly app: string; readonly build: string; readonly sdk: string };
  readonly now: Date;
  /** Whether the report may contain names and phone numbers of other people. */
  readonly withPeople: boolean;
}

/**
 * Creates the report for support, as plain data with a summary in front. Tokens and keys are removed from all texts. Of the
 * chosen devices, the report says only whether the user has chosen one.
 */
export function reportOf(phone: Phone, source: DiagnosticsSource, options: ReportOptions) {
  const { connection, calls: running, incoming, problems } = phone.state.get();
  const { microphone, camera, speaker, ringer, ...settings } = phone.settings.get();
  const { microphones, cameras, speakers } = phone.devices.list.get();
  const { account, configuration, history, log, people } = source;
  const { versions, now, withPeople } = options;
  const calls = recentCalls(log.events(), history.entries.get());
  const facts = {
    at: now.toISOString(),
    versions,
    browser: {
      userAgent: navigator.userAgent,
      language: navigator.language,
      online: navigator.onLine,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    network: networkFacts(),
    account: account && { oid: account.oid, tid: account.tid },
    agent: connection,
    devices: { microphones: microphones.length, cameras: cameras.length, speakers: speakers.length },
    calls,
    events: log.events(),
  };
  const report = {
    summary: summaryOf(facts, withPeople),
    ...facts,
    page: {
      address: `${location.origin}${location.pathname}`,
      secondsOpen: Math.round(performance.now() / 1000),
    },
    now: {
      calls: running.length,
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
    ...(withPeople && { people: namesOf(people, calls) }),
  };
  return redact(report, withPeople);
}

/** The names of the people in the calls, if the app has looked them up. */
function namesOf(
  people: DiagnosticsSource['people'],
  calls: ReturnType<typeof recentCalls>,
): Record<string, string> {
  const names = people.names.get();
  const ids = new Set(calls.flatMap(({ other }) => other ?? []));
  return Object.fromEntries([...ids].flatMap((id) => [[id, names.get(id)?.name ?? '']]));
}
