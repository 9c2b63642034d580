import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phase } from './phase.ts';
import { createStore, type Readable } from '../base/store.ts';
import { Message } from '../ui/Message.tsx';

const alwaysFalse = createStore(false);

interface UpdateBarProps {
  phase: Phase;
  /** Whether the server offers another build of the app than this page runs. */
  isOutdated: Readable<boolean>;
  reload: () => void;
}

/** Offers to reload the page when a new build is deployed, but not during a call or while a call rings. */
export function UpdateBar({ phase, isOutdated, reload }: UpdateBarProps) {
  const { t } = useTranslation();
  const inCall = 'inCall' in phase ? phase.inCall : alwaysFalse;
  const hasCall = useSyncExternalStore(inCall.subscribe, inCall.get, () => false);
  const isNewBuildDeployed = useSyncExternalStore(isOutdated.subscribe, isOutdated.get, () => false);
  if (hasCall || !isNewBuildDeployed) return null;
  return (
    <Message role="status" action={t('update.reload')} onAction={reload}>
      {t('update.text')}
    </Message>
  );
}
