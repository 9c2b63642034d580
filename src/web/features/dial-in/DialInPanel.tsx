import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CallConnecting20Regular } from '@fluentui/react-icons/svg/call-connecting';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { formatPhoneNumber } from '../../people/phoneNumbers.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { PanelItem } from '../PanelItem.tsx';
import { dialIn } from './dialIn.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  number: { display: 'block', fontVariantNumeric: 'tabular-nums' },
  region: { color: tokens.colorNeutralForeground3 },
});

/** The phone numbers and the conference id of the meeting, with a button that copies them as an invitation. */
export function DialInPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(dialIn);
  const { result, copy } = useCopy();
  const { details } = state;
  const isMissing = details === null;
  useEffect(() => {
    if (isMissing) run();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- The request runs once, when the panel opens. After a failure the user decides whether to try again.
  }, []);
  if (details === null)
    return (
      <Panel title={t('dialIn.title')}>
        <Button aria-busy={pending} disabledFocusable={pending} onClick={() => run()}>
          {t(pending ? 'dialIn.loading' : 'dialIn.load')}
        </Button>
      </Panel>
    );
  const conferenceId = `${details.conferenceId}#`;
  const numbers = details.numbers.map(({ number, isTollFree, region }) => ({
    shown: formatPhoneNumber(number),
    about: [region, isTollFree ? t('dialIn.tollFree') : ''].filter(Boolean).join(' · '),
  }));
  const invitation = [
    ...numbers.map(({ shown, about }) => `${shown} (${about})`),
    t('dialIn.idLine', { id: conferenceId }),
  ].join('\n');
  return (
    <Panel title={t('dialIn.title')}>
      <Caption1>{t('dialIn.hint')}</Caption1>
      <ul aria-label={t('dialIn.numbers')} className={styles.list}>
        {numbers.map(({ shown, about }) => (
          <li key={shown}>
            <bdi className={styles.number}>{shown}</bdi>
            <Caption1 className={styles.region}>{about}</Caption1>
          </li>
        ))}
      </ul>
      <div>{t('dialIn.idLine', { id: conferenceId })}</div>
      <Button onClick={() => copy(invitation)}>{t('dialIn.copy')}</Button>
      <Caption1 role="status">{result && t(`person.${result}`)}</Caption1>
    </Panel>
  );
}

/** Opens the dial-in details of a meeting. Other calls have none, and so no such item. */
export const DialInItem = () => (
  <PanelItem feature={dialIn} titleKey="dialIn.title" icon={<CallConnecting20Regular />} isOnlyForItsKind />
);
