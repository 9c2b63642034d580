import type { FeatureSnapshot } from '../calling/call/feature.ts';
import type { Phone } from '../calling/phone.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** The part of the phone (the app's signed-in state: agent, calls, devices) that the log reads. */
export type WatchedPhone = Pick<Phone, 'state' | 'findSession' | 'devices'>;

/**
 * Logs what happens to the phone. The function reads the same snapshots as the screens, and changes nothing.
 * @returns a function that stops logging
 */
export function watchPhone(phone: WatchedPhone, log: DiagnosticsLog): () => void {
  let lastState = phone.state.get();
  /** For each session key, a function that stops logging that call. */
  const watchedSessions = new Map<string, () => void>();

  const logChanges = () => {
    const now = phone.state.get();
    const last = lastState;
    lastState = now;
    if (now.connection !== last.connection) log.record({ kind: 'agent', what: now.connection });
    for (const key of now.calls) {
      const session = watchedSessions.has(key) ? undefined : phone.findSession(key);
      if (session) watchedSessions.set(key, watchSession(session, log));
    }
    for (const [key, stop] of watchedSessions) {
      if (now.calls.includes(key)) continue;
      stop();
      watchedSessions.delete(key);
    }
    if (now.front !== last.front && now.front !== null && last.front !== null)
      log.record({ kind: 'call', what: 'brought to front', call: now.front });
    for (const { key, callerId } of now.incoming)
      if (!last.incoming.some((call) => call.key === key))
        log.record({ kind: 'ring', what: 'began', id: key, other: callerId });
    for (const { key } of last.incoming)
      if (!now.incoming.some((call) => call.key === key))
        log.record({ kind: 'ring', what: 'ended', id: key });
    if (now.ended && now.ended !== last.ended) {
      const { id, code, kind, direction, seconds, other } = now.ended;
      // `code` is for example `487/10004`.
      const [mainCode, subCode] = code.split('/').map(Number);
      const end = { code: mainCode ?? null, subCode: subCode ?? null, reason: kind };
      log.record({ kind: 'call', what: 'ended', id, ...end, direction, seconds, other });
    }
    for (const problem of now.problems)
      if (!last.problems.includes(problem))
        log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
  };

  const logDeviceCounts = () => {
    const { microphones, cameras, speakers } = phone.devices.list.get();
    log.record({
      kind: 'device',
      what: 'counted',
      microphones: microphones.length,
      cameras: cameras.length,
      speakers: speakers.length,
    });
  };

  log.record({ kind: 'agent', what: lastState.connection });
  const stops = [phone.state.subscribe(logChanges), phone.devices.list.subscribe(logDeviceCounts)];
  logChanges();
  return () => {
    for (const stop of [...stops, ...watchedSessions.values()]) stop();
  };
}

/** The state of the feature `diagnostics`: the SDK's user-facing diagnostics by name. */
type DiagnosticValues = Readonly<Record<string, number | boolean>>;

function watchSession({ key, call, features }: CallSession, log: DiagnosticsLog): () => void {
  let state: string | null = null;
  let isReconnecting = false;
  const logCallChanges = () => {
    const now = call.get();
    if (now.state !== state) {
      const what = state === null ? 'began' : 'state';
      const { id, direction, other, isEmergencyCall } = now;
      log.record({ kind: 'call', what, call: key, id, state: now.state, direction, other, isEmergencyCall });
    }
    if (now.isReconnecting !== isReconnecting)
      log.record({ kind: 'call', what: now.isReconnecting ? 'reconnecting' : 'reconnected', call: key });
    ({ state, isReconnecting } = now);
  };

  let values: DiagnosticValues = {};
  const logQualityChanges = () => {
    const snapshot = features.get().diagnostics as FeatureSnapshot<DiagnosticValues> | undefined;
    const now = snapshot?.state ?? {};
    for (const [what, value] of Object.entries(now))
      if (values[what] !== value) log.record({ kind: 'quality', what, value, call: key });
    values = now;
  };
  logCallChanges();
  logQualityChanges();
  const stops = [call.subscribe(logCallChanges), features.subscribe(logQualityChanges)];
  return () => stops.forEach((stop) => stop());
}
