import { makeStyles } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phase } from './phase.ts';
import { createStore, type Readable } from '../base/store.ts';
import { MessageWithAction } from '../ui/MessageWithAction.tsx';

const useStyles = makeStyles({ bar: { borderRadius: 0 } });

const never = createStore(false);

interface UpdateBarProps {
  phase: Phase;
  /** Whether another build than this page's is deployed. */
  isOutdated: Readable<boolean>;
  reload: () => void;
}

/** Offers to reload once a new build is deployed; while a call is on, or rings, not before its end. */
export function UpdateBar({ phase, isOutdated, reload }: UpdateBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const inCall = 'inCall' in phase ? phase.inCall : never;
  const isBusy = useSyncExternalStore(inCall.subscribe, inCall.get);
  const isDue = useSyncExternalStore(isOutdated.subscribe, isOutdated.get);
  if (isBusy || !isDue) return null;
  return (
    <MessageWithAction role="status" action={t('update.reload')} onAction={reload} className={styles.bar}>
      {t('update.text')}
    </MessageWithAction>
  );
}
