import { Body1, Button, makeStyles, tokens, mergeClasses } from '@fluentui/react-components';
import {
  CellularData120Filled,
  CellularData320Filled,
  CellularData520Filled,
} from '@fluentui/react-icons/svg/cellular-data';
import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { Pulse20Regular } from '@fluentui/react-icons/svg/pulse';
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

/** Grades the quality of the call in words, and lists figures if the user asks for details. */
export function QualityPanel() {
  const { t } = useTranslation();
  const isReconnecting = useCall((call) => call.isReconnecting);
  const { state, run: toggleDetails } = useFeature(quality);
  const { send: sendGrade, receive: receiveGrade, details } = state;
  return (
    <Panel title={t('quality.title')}>
      {isReconnecting && <Body1>{t('call.state.reconnecting')}</Body1>}
      {sendGrade === null || receiveGrade === null ? (
        <Body1>{t('unavailable.notConnected')}</Body1>
      ) : (
        <>
          <Body1>{t('quality.sending', { grade: t(`quality.grades.${sendGrade}`) })}</Body1>
          <Body1>{t('quality.receiving', { grade: t(`quality.grades.${receiveGrade}`) })}</Body1>
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
  const toKilobits = (bits: number | null) => (bits === null ? null : Math.round(bits / 1000));
  // Each row has the key of its label in the locale files, and the value, which is `null` if the SDK gives none.
  const rows = [
    ['rtt', details.roundTripMs],
    ['jitter', details.jitterMs],
    ['lost', details.lostPerSecond],
    ['sent', toKilobits(details.sentBitsPerSecond)],
    ['received', toKilobits(details.receivedBitsPerSecond)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {rows.map(([name, value]) => (
        <Figure
          key={name}
          name={t(`quality.figures.${name}`)}
          value={value === null ? '–' : formatNumber(value, i18n.language)}
        />
      ))}
      <Figure name={t('quality.figures.codecs')} value={details.codecs || '–'} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  const styles = useStyles();
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles.figure}>{value}</dd>
    </>
  );
}

export const QualityItem = () => (
  <PanelItem feature={quality} titleKey="quality.title" icon={<Pulse20Regular />} />
);

const icons: Record<Grade, React.ReactElement> = {
  good: <CellularData120Filled />,
  poor: <CellularData320Filled />,
  bad: <CellularData520Filled />,
};

/** Shows the worse of the two grades as bars beside the title. `QualityBanner` explains a grade that is not good. */
export function QualityChip() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(quality);
  if (state.send === null || state.receive === null) return null;
  const grades = new Set<Grade>([state.send, state.receive]);
  const grade = (['bad', 'poor'] as const).find((candidate) => grades.has(candidate)) ?? 'good';
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
