import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { Readable } from '../store.ts';
import type { Settings } from '../settings/settings.ts';
import type { DeviceList } from './devices.ts';
import type { CallFeature, FeatureSnapshot } from './feature.ts';
import type { Phone, PhoneSnapshot } from './phone.ts';
import type { CallSession } from './session.ts';
import { formatNumber, shortId } from './shortId.ts';
import type { CallSnapshot, ParticipantSnapshot } from './snapshot.ts';

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

export const useReadable = <T,>(readable: Readable<T>): T =>
  useSyncExternalStore(readable.subscribe, readable.get);

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

/**
 * The name to show for a raw id: from the directory, else what the SDK says, else the id itself.
 * @param rawId `null` while nobody knows who it is.
 */
export function usePersonName(rawId: string | null, displayName: string | null = null): string {
  const { people } = usePhone();
  const name = useSyncExternalStore(
    people.names.subscribe,
    () => (rawId === null ? null : people.names.get().get(rawId)?.name) ?? null,
  );
  useEffect(() => {
    if (rawId !== null) void people.find(rawId);
  }, [people, rawId]);
  // Who calls from a telephone has their number for a name.
  return (
    name ??
    (displayName === null ? null : formatNumber(displayName)) ??
    (rawId === null ? '' : shortId(rawId))
  );
}

export const useDevices = (): DeviceList => useReadable(usePhone().devices.list);

/** What the person has chosen, and how to change a part of it. */
export function useSettings(): [Settings, (part: Partial<Settings>) => void] {
  const { settings } = usePhone();
  return [useReadable(settings), (part) => settings.set({ ...settings.get(), ...part })];
}
