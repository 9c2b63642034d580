import type { FeatureSnapshot } from '../calling/call/feature.ts';
import type { Phone } from '../calling/phone.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';
import { sessionsOf } from '../calling/calls/followCalls.ts';
import { createSubscriptions, joinStops } from '../base/subscriptions.ts';

export type WatchedPhone = Pick<Phone, 'state' | 'findSession' | 'devices'>;

/** Logs what happens to the phone, by comparing each of its states with the previous one. @returns a function that stops logging */
export function watchPhone(phone: WatchedPhone, log: DiagnosticsLog): () => void {
  let lastState = phone.state.get();
  const watchedSessions = createSubscriptions((session: CallSession) => watchSession(session, log));

  const logChanges = () => {
    const state = phone.state.get();
    const previousState = lastState;
    lastState = state;
    if (state.connection !== previousState.connection) log.record({ kind: 'agent', what: state.connection });
    watchedSessions.sync(sessionsOf(phone));
    if (state.front !== previousState.front && state.front !== null && previousState.front !== null)
      log.record({ kind: 'call', what: 'brought to front', call: state.front });
    for (const { key, callerId } of state.incoming)
      if (!previousState.incoming.some((call) => call.key === key))
        log.record({ kind: 'ring', what: 'began', id: key, other: callerId });
    for (const { key } of previousState.incoming)
      if (!state.incoming.some((call) => call.key === key))
        log.record({ kind: 'ring', what: 'ended', id: key });
    if (state.ended && state.ended !== previousState.ended) {
      const { id, code, kind, direction, seconds, other } = state.ended;
      // `code` is for example `487/10004`.
      const [mainCode, subCode] = code?.split('/').map(Number) ?? [];
      const end = { code: mainCode ?? null, subCode: subCode ?? null, reason: kind };
      log.record({ kind: 'call', what: 'ended', id, ...end, direction, seconds, other });
    }
    for (const problem of state.problems)
      if (!previousState.problems.includes(problem))
        log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
  };

  const logDeviceCounts = () => {
    const { microphones, cameras, speakers } = phone.devices.list.get();
    const counts = { microphones: microphones.length, cameras: cameras.length, speakers: speakers.length };
    log.record({ kind: 'device', what: 'counted', ...counts });
  };

  log.record({ kind: 'agent', what: lastState.connection });
  const stop = joinStops(
    phone.state.subscribe(logChanges),
    phone.devices.list.subscribe(logDeviceCounts),
    watchedSessions.stop,
  );
  logChanges();
  return stop;
}

/** The state of the feature `diagnostics`: the SDK's user-facing diagnostics by name. */
type DiagnosticValues = Readonly<Record<string, number | boolean>>;

function watchSession({ key, call, features }: CallSession, log: DiagnosticsLog): () => void {
  let lastCallState: string | null = null;
  let wasReconnecting = false;
  const logCallChanges = () => {
    const snapshot = call.get();
    if (snapshot.state !== lastCallState) {
      const what = lastCallState === null ? 'began' : 'state';
      const { id, state, direction, other, isEmergencyCall } = snapshot;
      log.record({ kind: 'call', what, call: key, id, state, direction, other, isEmergencyCall });
    }
    if (snapshot.isReconnecting !== wasReconnecting)
      log.record({ kind: 'call', what: snapshot.isReconnecting ? 'reconnecting' : 'reconnected', call: key });
    lastCallState = snapshot.state;
    wasReconnecting = snapshot.isReconnecting;
  };

  let lastValues: DiagnosticValues = {};
  const logQualityChanges = () => {
    const snapshot = features.get().diagnostics as FeatureSnapshot<DiagnosticValues> | undefined;
    const values = snapshot?.state ?? {};
    for (const [what, value] of Object.entries(values))
      if (lastValues[what] !== value) log.record({ kind: 'quality', what, value, call: key });
    lastValues = values;
  };
  logCallChanges();
  logQualityChanges();
  return joinStops(call.subscribe(logCallChanges), features.subscribe(logQualityChanges));
}
