import type { FeatureSnapshot } from '../calling/call/feature.ts';
import type { Phone } from '../calling/phone.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** The part of the phone that the log reads. */
export type WatchedPhone = Pick<Phone, 'state' | 'findSession' | 'devices'>;

/**
 * Logs what happens to the phone. It reads the same snapshots as the screens do.
 * @returns the unsubscribe
 */
export function watchPhone(phone: WatchedPhone, log: DiagnosticsLog): () => void {
  let before = phone.state.get();
  const sessions = new Map<string, () => void>();

  const look = () => {
    const now = phone.state.get();
    const last = before;
    before = now;
    if (now.connection !== last.connection) log.record({ kind: 'agent', what: now.connection });
    for (const key of now.calls) {
      const session = sessions.has(key) ? undefined : phone.findSession(key);
      if (session) sessions.set(key, watchSession(session, log));
    }
    for (const [key, stop] of sessions) {
      if (now.calls.includes(key)) continue;
      stop();
      sessions.delete(key);
    }
    if (now.front !== last.front && now.front !== null && last.front !== null)
      log.record({ kind: 'call', what: 'brought to front', call: now.front });
    for (const { key, callerId } of now.incoming)
      if (!last.incoming.some((one) => one.key === key))
        log.record({ kind: 'ring', what: 'began', id: key, other: callerId });
    for (const { key } of last.incoming)
      if (!now.incoming.some((one) => one.key === key)) log.record({ kind: 'ring', what: 'ended', id: key });
    if (now.ended && now.ended !== last.ended) {
      const { id, code, kind, direction, seconds, other } = now.ended;
      const [main, subCode] = code.split('/').map(Number);
      const how = { code: main ?? null, subCode: subCode ?? null, reason: kind };
      log.record({ kind: 'call', what: 'ended', id, ...how, direction, seconds, other });
    }
    for (const problem of now.problems)
      if (!last.problems.includes(problem))
        log.record({ kind: 'problem', what: problem.code, detail: problem.detail ?? null });
  };

  const countDevices = () => {
    const { microphones, cameras, speakers } = phone.devices.list.get();
    log.record({
      kind: 'device',
      what: 'counted',
      microphones: microphones.length,
      cameras: cameras.length,
      speakers: speakers.length,
    });
  };

  log.record({ kind: 'agent', what: before.connection });
  const stops = [phone.state.subscribe(look), phone.devices.list.subscribe(countDevices)];
  look();
  return () => {
    for (const stop of [...stops, ...sessions.values()]) stop();
  };
}

/** The state of the diagnostics feature: the SDK's names and values. */
type Values = Readonly<Record<string, number | boolean>>;

function watchSession({ key, call, features }: CallSession, log: DiagnosticsLog): () => void {
  let state: string | null = null;
  let isReconnecting = false;
  const look = () => {
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

  let values: Values = {};
  const lookAtQuality = () => {
    const snapshot = features.get().diagnostics as FeatureSnapshot<Values> | undefined;
    const now = snapshot?.state ?? {};
    for (const [what, value] of Object.entries(now))
      if (values[what] !== value) log.record({ kind: 'quality', what, value, call: key });
    values = now;
  };
  look();
  lookAtQuality();
  const stops = [call.subscribe(look), features.subscribe(lookAtQuality)];
  return () => stops.forEach((stop) => stop());
}
