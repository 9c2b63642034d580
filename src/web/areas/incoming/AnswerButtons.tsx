import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call16Filled, Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video16Filled } from '@fluentui/react-icons/svg/video';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';

const useStyles = makeStyles({
  // The two usual answers stand in the first row, and the other ones, which are smaller, below them.
  buttons: {
    gridArea: 'buttons',
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    // A card as wide as the screen has room for one row.
    '@container (min-width: 560px)': { gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))' },
  },
  button: {
    minWidth: 0,
    maxWidth: 'none',
    whiteSpace: 'nowrap',
    // Makes room for two buttons beside each other in a narrow column.
    '@container (max-width: 420px)': { paddingInline: tokens.spacingHorizontalXXS },
    // A button without a neighbour has the row for itself.
    ':nth-child(3):last-child': { gridColumn: '1 / -1' },
    '@container (min-width: 560px)': { ':nth-child(3):last-child': { gridColumn: 'auto' } },
  },
  decline: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
});

/** The buttons that accept or decline an incoming call. */
export function AnswerButtons({ incoming: { key, isAnswering } }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  /** Creates the click listener that accepts the call. */
  const createAcceptListener = (options: { video: boolean; endFrontCall?: boolean }) => () =>
    void phone.acceptCall(key, options);
  return (
    <div className={styles.buttons} onKeyDownCapture={ignoreRepeats}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={<Call20Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: false })}
      >
        {t('incoming.accept')}
      </Button>
      <Button
        className={mergeClasses(styles.button, styles.decline)}
        icon={<CallEnd20Filled />}
        onClick={() => void phone.declineCall(key)}
      >
        {t('incoming.decline')}
      </Button>
      <Button
        className={styles.button}
        size="small"
        icon={<Video16Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: true })}
      >
        {t('incoming.acceptWithVideo')}
      </Button>
      {isInCall && (
        <Button
          className={styles.button}
          size="small"
          icon={<Call16Filled />}
          disabledFocusable={isAnswering}
          onClick={createAcceptListener({ video: false, endFrontCall: true })}
        >
          {t('incoming.endAndAccept')}
        </Button>
      )}
    </div>
  );
}

/** Ignores a key that the user has held down since before the call rang. The user meant that key for something else. */
function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
