import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { Readable } from '../store.ts';
import type { CallFeature, FeatureSnapshot } from './feature.ts';
import type { Phone, PhoneSnapshot } from './phone.ts';
import type { CallSession } from './session.ts';
import type { CallSnapshot } from './snapshot.ts';

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

const useReadable = <T,>(readable: Readable<T>): T => useSyncExternalStore(readable.subscribe, readable.get);

export const usePhone = (): Phone => required(use(PhoneContext), 'PhoneProvider');
export const usePhoneState = (): PhoneSnapshot => useReadable(usePhone().state);
export const useSession = (): CallSession => required(use(SessionContext), 'CallProvider');
export const useCall = (): CallSnapshot => useReadable(useSession().call);

/** A feature of the surrounding call: what it shows, whether its command is under way, and the command. */
export function useFeature<State>(feature: CallFeature<State>): FeatureSnapshot<State> & { run: () => void } {
  const session = useSession();
  const snapshot = useSyncExternalStore(
    session.features.subscribe,
    () => session.features.get()[feature.name] as FeatureSnapshot<State> | undefined,
  );
  return useMemo(() => {
    if (!snapshot) throw new Error(`The feature "${feature.name}" is missing in features/list.ts.`);
    return { ...snapshot, run: () => void session.run(feature) };
  }, [snapshot, session, feature]);
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
  return name ?? displayName ?? rawId?.replace(/^8:orgid:/, '') ?? '';
}
