import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { Info24Regular } from '@fluentui/react-icons/svg/info';
import { Open24Regular } from '@fluentui/react-icons/svg/open';
import { Video24Regular } from '@fluentui/react-icons/svg/video';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCapabilities, usePhoneState } from '../../calling/react.tsx';
import { withoutTransition } from '../../ui/motion.ts';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { useTakesLong } from '../../ui/useTakesLong.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';
import { rawIdOf } from '../../people/rawId.ts';
import type { Callee } from '../../callee/useCallee.ts';
import { PersonCard } from '../../person-card/PersonCard.tsx';
import { StarButton } from '../../people/StarButton.tsx';

const useStyles = makeStyles({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    [onOneColumn]: { display: 'contents' },
  },
  button: {
    ...withoutTransition,
    flexGrow: 1,
    [onOneColumn]: {
      position: 'relative',
      flexGrow: 0,
      width: '48px',
      minWidth: 0,
      padding: 0,
      '& .fui-Button__icon': { margin: 0 },
    },
  },
  // On a phone the buttons show only their icons, and screen readers read the names.
  name: { [onOneColumn]: visuallyHidden },
  // As wide as two large buttons, so that nothing moves when the directory finds a person. On a phone, these buttons have a row of
  // their own, which disappears without them.
  actions: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    minWidth: '84px',
    minHeight: '40px',
    [onOneColumn]: { width: '100%', ':empty': { display: 'none' } },
  },
});

interface CallButtonsProps {
  /** Whether there is nobody to call. The buttons are also disabled while a call is being placed. */
  disabled: boolean;
  onCall: (withVideo: boolean) => void;
  children?: ReactNode;
}

export function CallButtons({ disabled, onCall, children }: CallButtonsProps) {
  const { t } = useTranslation();
  // Read here and not in `DialBox`, which is slow to render again.
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const takesLong = useTakesLong(isPlacing);
  const { videoCalls } = useCapabilities();
  const styles = useStyles();
  return (
    <div className={styles.buttons}>
      <Button
        className={styles.button}
        appearance="primary"
        size="large"
        icon={takesLong ? <Spinner size="tiny" /> : <Call24Regular />}
        disabledFocusable={disabled || isPlacing}
        onClick={() => onCall(false)}
      >
        <span className={styles.name}>{t('dial.call')}</span>
      </Button>
      {videoCalls && (
        <Button
          className={styles.button}
          size="large"
          icon={<Video24Regular />}
          disabledFocusable={disabled || isPlacing}
          onClick={() => onCall(true)}
        >
          <span className={styles.name}>{t('dial.videoCall')}</span>
        </Button>
      )}
      {children}
    </div>
  );
}

/** Further buttons for the callee: a person's star and card, or a link to the meeting in Teams, where its chat and files are. */
export function CalleeActions({ callee: { person, target } }: { callee: Callee }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.actions}>
      {person && (
        <>
          <StarButton rawId={rawIdOf(person.oid)} name={person.name} size="large" />
          <PersonCard rawId={rawIdOf(person.oid)} name={person.name}>
            <Button
              appearance="subtle"
              size="large"
              icon={<Info24Regular />}
              aria-label={t('person.about', { name: person.name })}
            />
          </PersonCard>
        </>
      )}
      {target?.kind === 'meeting' && 'link' in target && (
        <Button
          as="a"
          appearance="subtle"
          size="large"
          icon={<Open24Regular />}
          aria-label={t('dial.openInTeams')}
          href={target.link}
          target="_blank"
          rel="noreferrer"
        />
      )}
    </div>
  );
}
