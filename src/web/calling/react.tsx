import { createContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { PhoneSnapshot } from './phoneState.ts';
import { createProvider } from '../base/createProvider.ts';
import { withPauses } from '../base/renderingPause.ts';
import { useReadable } from '../base/useReadable.ts';
import { useReadableLater } from '../base/useReadableLater.ts';
import type { Readable } from '../base/store.ts';
import type { Settings } from '../settings/settings.ts';
import { findShortcut, type ShortcutAction } from '../settings/shortcuts.ts';
import type { DeviceList } from './devices/devices.ts';
import type { AnyCallFeature, CallFeature, FeatureSnapshot } from './call/feature.ts';
import type { Phone } from './phone.ts';
import { findParticipant, joinPresentIds, splitIds } from './call/participantList.ts';
import type { CallSession } from './call/session.ts';
import type { CallSnapshot, ParticipantSnapshot } from './call/snapshot.ts';

/** `usePhone` throws outside a `PhoneProvider`, and `useSession` outside a `CallProvider`. */
const [PhoneContext, usePhone] = createProvider<Phone>('PhoneProvider');
const [SessionContext, useSession] = createProvider<CallSession>('CallProvider');
export { usePhone, useSession };

/** Key of the call on the screen, which is `front` a moment later (see `useShownCall`); `null` for none. */
export const ShownCallContext = createContext<string | null>(null);

/** Returns what the phone offers in this case. */
export const useCapabilities = (): Capabilities => usePhone().capabilities;

/** The phone's state as the screens show it: unchanged while a call is being set up (see `pauseRendering`). */
const [ShownStateContext, useShownState] = createProvider<Readable<PhoneSnapshot>>('PhoneProvider');

export function PhoneProvider({ phone, children }: { phone: Phone; children: ReactNode }) {
  const shownState = useMemo(() => withPauses(phone.state), [phone]);
  return (
    <PhoneContext value={phone}>
      <ShownStateContext value={shownState}>{children}</ShownStateContext>
    </PhoneContext>
  );
}

/** Tells the components inside which call they show. */
export const CallProvider = ({ session, children }: { session: CallSession; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

/** @param select must not return a new object each time, because React would render in an endless loop */
const useSelectedPart = <T, Value>(readable: Readable<T>, select: (whole: T) => Value): Value =>
  useSyncExternalStore(readable.subscribe, () => select(readable.get()));

/** Returns a part of the phone's shown state. The component renders again only when that part changes. */
export const usePhoneState = <Value,>(select: (state: PhoneSnapshot) => Value): Value =>
  useSelectedPart(useShownState(), select);

/** Like `usePhoneState`, but React renders more urgent work first (see `useReadableLater`). */
export const usePhoneStateLater = <Value,>(select: (state: PhoneSnapshot) => Value): Value =>
  useReadableLater(usePhone().state, select);

/** Returns a part of the call's snapshot. The component renders again only when that part changes. */
export const useCall = <Value,>(select: (call: CallSnapshot) => Value): Value =>
  useSelectedPart(useSession().call, select);

export function useParticipant(rawId: string): ParticipantSnapshot | undefined {
  return useCall(({ participants }) => findParticipant(participants, rawId));
}

/** Whether the user is muted: `false` while the service refuses to mute them, whatever the SDK says. */
export function useIsMuted(): boolean {
  const { microphone } = useSession();
  return useSyncExternalStore(microphone.subscribe, () => microphone.isMuted);
}

/** Returns the raw ids of the others in the call. The component does not render again when they mute or speak. */
export function usePresentIds(): readonly string[] {
  const joinedIds = useCall(({ participants }) => joinPresentIds(participants));
  return useMemo(() => splitIds(joinedIds), [joinedIds]);
}

/** The cast is needed because the snapshots do not know the type of each feature's state. */
const readSnapshotOf = <State,>(
  { name }: CallFeature<State>,
  snapshots: ReturnType<CallSession['features']['get']>,
) => snapshots[name] as FeatureSnapshot<State> | undefined;

/** Returns a feature's state, `pending` (whether its command is running), and `run`, which runs the command. */
export function useFeature<State, Input>(
  feature: CallFeature<State, Input>,
): FeatureSnapshot<State> & { run: (input: Input) => void } {
  const session = useSession();
  const snapshot = useSelectedPart(session.features, (all) => readSnapshotOf(feature, all));
  return useMemo(() => {
    if (!snapshot) throw new Error(`The feature "${feature.name}" is missing in features/list.ts.`);
    return { ...snapshot, run: (input) => void session.run(feature, input) };
  }, [snapshot, session, feature]);
}

/** Returns one value of a feature's state; `undefined` if the feature has always thrown. */
export function useFeatureValue<State, Value extends string | number | boolean | null>(
  feature: CallFeature<State>,
  select: (state: State) => Value,
): Value | undefined {
  return useSelectedPart(useSession().features, (all) => {
    const snapshot = readSnapshotOf(feature, all);
    return snapshot && select(snapshot.state);
  });
}

export const useFeaturePending = ({ name }: AnyCallFeature): boolean =>
  useSelectedPart(useSession().features, (all) => all[name]?.pending ?? false);

export const useDevices = (): DeviceList => useReadable(usePhone().devices.list);

export function useSettings(): [Settings, (part: Partial<Settings>) => void] {
  const { settings } = usePhone();
  return [useReadable(settings), (part) => settings.set({ ...settings.get(), ...part })];
}

/** Returns the shortcut of an action, for example `Ctrl+Shift+M`; `null` for no shortcut. */
export const useShortcut = (action: ShortcutAction): string | null =>
  findShortcut(action, useSettings()[0].shortcuts);
