import { createContext, use, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { PhoneSnapshot } from './phoneState.ts';
import { useReadable } from '../base/useReadable.ts';
import type { Readable } from '../base/store.ts';
import type { Settings } from '../settings/settings.ts';
import type { DeviceList } from './devices/devices.ts';
import type { CallFeature, FeatureSnapshot } from './call/feature.ts';
import type { Phone } from './phone.ts';
import type { CallSession } from './call/session.ts';
import type { CallSnapshot, ParticipantSnapshot } from './call/snapshot.ts';

/** The bridge: the only file of `calling/` that knows React. */

const PhoneContext = createContext<Phone | null>(null);
const SessionContext = createContext<CallSession | null>(null);

export const PhoneProvider = ({ phone, children }: { phone: Phone; children: ReactNode }) => (
  <PhoneContext value={phone}>{children}</PhoneContext>
);

/** Makes everything below it speak of one call. */
export const CallProvider = ({ session, children }: { session: CallSession; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

function required<T>(value: T | null, provider: string): T {
  if (value === null) throw new Error(`This component belongs inside <${provider}>.`);
  return value;
}

/** @param select picks a part that is kept as the same object while it is equal; it makes no new one. */
const useSelected = <T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value =>
  useSyncExternalStore(readable.subscribe, () => select(readable.get()));

export const usePhone = (): Phone => required(use(PhoneContext), 'PhoneProvider');

/** One part of what the phone shows. What else changes in it re-renders nobody. */
export const usePhoneState = <Value,>(select: (state: PhoneSnapshot) => Value): Value =>
  useSelected(usePhone().state, select);

export const useSession = (): CallSession => required(use(SessionContext), 'CallProvider');

/** One part of the surrounding call. What else changes in it, or what a participant does, re-renders nobody. */
export const useCall = <Value,>(select: (call: CallSnapshot) => Value): Value =>
  useSelected(useSession().call, select);

/** One participant of the surrounding call; `undefined` once they are gone. What others do re-renders nobody. */
export function useParticipant(rawId: string): ParticipantSnapshot | undefined {
  return useCall(({ participants }) => participants.find(({ id }) => id === rawId));
}

/** A feature of the surrounding call: what it shows, whether its command is under way, and the command. */
export function useFeature<State, Input = void>(
  feature: CallFeature<State, Input>,
): FeatureSnapshot<State> & { run: (input: Input) => void } {
  const session = useSession();
  const snapshot = useSyncExternalStore(
    session.features.subscribe,
    () => session.features.get()[feature.name] as FeatureSnapshot<State> | undefined,
  );
  return useMemo(() => {
    if (!snapshot) throw new Error(`The feature "${feature.name}" is missing in features/list.ts.`);
    return { ...snapshot, run: (input) => void session.run(feature, input) };
  }, [snapshot, session, feature]);
}

/** One value out of a feature's state: whatever else changes in it re-renders nobody. */
export function useFeatureValue<State, Value extends string | number | boolean | null>(
  { name }: CallFeature<State, never>,
  select: (state: State) => Value,
): Value | undefined {
  const { features } = useSession();
  return useSyncExternalStore(features.subscribe, () => {
    const snapshot = features.get()[name] as FeatureSnapshot<State> | undefined;
    return snapshot && select(snapshot.state);
  });
}

export const useDevices = (): DeviceList => useReadable(usePhone().devices.list);

/** What the person has chosen, and how to change a part of it. */
export function useSettings(): [Settings, (part: Partial<Settings>) => void] {
  const { settings } = usePhone();
  return [useReadable(settings), (part) => settings.set({ ...settings.get(), ...part })];
}
