import { Body1, Button, makeStyles, tokens, mergeClasses } from '@fluentui/react-components';
import {
  CellularData120Filled,
  CellularData320Filled,
  CellularData520Filled,
} from '@fluentui/react-icons/svg/cellular-data';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { Pulse20Regular } from '@fluentui/react-icons/svg/pulse';
import { Fragment, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/formatValue.ts';
import { useCall, useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { type QualityDetails, quality, type Grade } from './quality.ts';
import { Banner } from '../../ui/Banner.tsx';

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
  },
  figure: { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  chip: { display: 'flex', padding: tokens.spacingHorizontalXS },
  good: { color: tokens.colorNeutralForeground3 },
  poor: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/** Says in words how good the call's quality is, and lists figures if the user asks for details. */
export function QualityPanel() {
  const { t } = useTranslation();
  const isReconnecting = useCall((call) => call.isReconnecting);
  const { state, run: toggleDetails } = useFeature(quality);
  const { send, receive, details } = state;
  return (
    <Panel title={t('quality.title')}>
      {isReconnecting && <Body1>{t('call.state.reconnecting')}</Body1>}
      {send === null || receive === null ? (
        <Body1>{t('unavailable.notConnected')}</Body1>
      ) : (
        <>
          <Body1>{t('quality.sending', { grade: t(`quality.grades.${send}`) })}</Body1>
          <Body1>{t('quality.receiving', { grade: t(`quality.grades.${receive}`) })}</Body1>
        </>
      )}
      <Button onClick={() => toggleDetails()}>
        {details === 'off' ? t('quality.more') : t('quality.less')}
      </Button>
      {details === 'waiting' && <Body1>{t('quality.waiting')}</Body1>}
      {details === 'refused' && <Body1>{t('quality.refused')}</Body1>}
      {typeof details === 'object' && <Figures details={details} />}
    </Panel>
  );
}

function Figures({ details }: { details: QualityDetails }) {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const format = (figure: number | null) => (figure === null ? '–' : formatNumber(figure, i18n.language));
  const toKilobits = (bits: number | null) => (bits === null ? null : Math.round(bits / 1000));
  const rows = [
    ['rtt', format(details.roundTripMs)],
    ['jitter', format(details.jitterMs)],
    ['lost', format(details.lostPerSecond)],
    ['sent', format(toKilobits(details.sentBitsPerSecond))],
    ['received', format(toKilobits(details.receivedBitsPerSecond))],
    ['codecs', details.codecs || '–'],
  ] as const;
  return (
    <dl className={styles.figures}>
      {rows.map(([name, text]) => (
        <Fragment key={name}>
          <dt>{t(`quality.figures.${name}`)}</dt>
          <dd className={styles.figure}>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

export const QualityItem = () => (
  <PanelItem feature={quality} titleKey="quality.title" icon={<Pulse20Regular />} />
);

const icons: Record<Grade, ReactElement> = {
  good: <CellularData120Filled />,
  poor: <CellularData320Filled />,
  bad: <CellularData520Filled />,
};

/** Shows the worse of the two grades as bars beside the title. `QualityBanner` explains a grade that is not good. */
export function QualityChip() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { send, receive } = useFeature(quality).state;
  if (send === null || receive === null) return null;
  const grade = (['bad', 'poor'] as const).find((weak) => weak === send || weak === receive) ?? 'good';
  const label = t('quality.chip', { grade: t(`quality.grades.${grade}`) });
  return (
    <span role="img" aria-label={label} title={label} className={mergeClasses(styles.chip, styles[grade])}>
      {icons[grade]}
    </span>
  );
}

const isWeak = (grade: Grade | null): grade is 'poor' | 'bad' => grade === 'poor' || grade === 'bad';

/** Tells the user that they talk while muted, or that the quality of what they send or receive is poor or bad. */
export function QualityBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(quality);
  if (state.talksWhileMuted) return <Banner icon={<MicOff20Regular />}>{t('quality.talksMuted')}</Banner>;
  const direction = isWeak(state.send) ? 'send' : 'receive';
  const grade = state[direction];
  if (!isWeak(grade)) return null;
  return <Banner icon={<CellularWarning20Regular />}>{t(`quality.weak.${direction}.${grade}`)}</Banner>;
}
