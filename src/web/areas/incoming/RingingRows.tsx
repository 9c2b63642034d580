import { Button, mergeClasses } from '@fluentui/react-components';
import { CallInbound20Filled } from '@fluentui/react-icons/svg/call-inbound';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { getCardId, useCallerName, useIncomingCalls } from './useIncomingCalls.ts';
import { useCallRowStyles } from '../../ui/useCallRowStyles.ts';

export const RingingRows = () =>
  useIncomingCalls().map((incoming) => <RingingRow key={incoming.key} incoming={incoming} />);

/**
 * A ringing call's row in the list of calls, for screen readers and users of the Tab key: the row is visible only while it has the
 * focus, because everybody sees the call's card. A press on the row moves the focus to the card.
 */
function RingingRow({ incoming }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useCallRowStyles();
  const name = useCallerName(incoming);
  const state = t('call.state.Ringing');
  const label = t('call.item', { name, state });
  return (
    <li aria-label={label} data-ringing className={mergeClasses(styles.row, styles.ringing)}>
      <Button
        appearance="subtle"
        className={styles.main}
        icon={<CallInbound20Filled className="mirrored" />}
        onClick={() => document.getElementById(getCardId(incoming.key))?.focus()}
      >
        <span className={styles.lines}>
          <bdi className={styles.name}>
            {name}
            {/* A comma for screen readers, which read the name and the state as one text. */}
            <span className={styles.unseen}>,</span>
          </bdi>
          <span className={styles.state}>{state}</span>
        </span>
      </Button>
    </li>
  );
}
