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

/** Gives the phone and its calls to React components. No other file of `calling/` imports React. */

const PhoneContext = createContext<Phone | null>(null);
const SessionContext = createContext<CallSession | null>(null);

export const PhoneProvider = ({ phone, children }: { phone: Phone; children: ReactNode }) => (
  <PhoneContext value={phone}>{children}</PhoneContext>
);

/** Makes the hooks of all components inside it read one call. */
export const CallProvider = ({ session, children }: { session: CallSession; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

function required<T>(value: T | null, provider: string): T {
  if (value === null) throw new Error(`This component belongs inside <${provider}>.`);
  return value;
}

/** @param select returns a part of the value. It must not create a new object, because React would render without end. */
const useSelected = <T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value =>
  useSyncExternalStore(readable.subscribe, () => select(readable.get()));

/** @throws outside a `PhoneProvider` */
export const usePhone = (): Phone => required(use(PhoneContext), 'PhoneProvider');

/** A part of the phone's state. The component re-renders only when this part changes. */
export const usePhoneState = <Value,>(select: (state: PhoneSnapshot) => Value): Value =>
  useSelected(usePhone().state, select);

/** The surrounding call. @throws outside a `CallProvider` */
export const useSession = (): CallSession => required(use(SessionContext), 'CallProvider');

/** A part of the surrounding call. The component re-renders only when this part changes. */
export const useCall = <Value,>(select: (call: CallSnapshot) => Value): Value =>
  useSelected(useSession().call, select);

/** A participant of the surrounding call; `undefined` once they have left. Changes of others do not re-render the component. */
export function useParticipant(rawId: string): ParticipantSnapshot | undefined {
  return useCall(({ participants }) => participants.find(({ id }) => id === rawId));
}

/** A feature of the surrounding call: its state, whether its command is pending, and the command. */
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

/** A value of a feature's state. The component re-renders only when this value changes. */
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

/** The user's settings, and a function that changes some of them. */
export function useSettings(): [Settings, (part: Partial<Settings>) => void] {
  const { settings } = usePhone();
  return [useReadable(settings), (part) => settings.set({ ...settings.get(), ...part })];
}
