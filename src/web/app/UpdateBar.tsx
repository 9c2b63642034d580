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
  /** Whether a build other than this page's is deployed. */
  isOutdated: Readable<boolean>;
  reload: () => void;
}

/** Offers to reload when a new build is deployed, but not while a call goes on or rings. */
export function UpdateBar({ phase, isOutdated, reload }: UpdateBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const inCall = 'inCall' in phase ? phase.inCall : never;
  const isBusy = useSyncExternalStore(inCall.subscribe, inCall.get);
  const isNewBuildDeployed = useSyncExternalStore(isOutdated.subscribe, isOutdated.get);
  if (isBusy || !isNewBuildDeployed) return null;
  return (
    <MessageWithAction role="status" action={t('update.reload')} onAction={reload} className={styles.bar}>
      {t('update.text')}
    </MessageWithAction>
  );
}
