import type {
  LatestDiagnosticValue,
  MediaStatsCollector,
  MediaStatsReportSample,
} from '@azure/communication-calling';
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
import { isRunning } from '../../calling/call/callState.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { useCall, useFeature } from '../../calling/react.tsx';
import { formatNumber } from '../../i18n/formatValue.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';

/** Combines the figures of several streams into one, and rounds it. @returns `null` if the SDK gives none of the figures */
function combine(
  figures: readonly (number | undefined)[],
  reduce: (numbers: readonly number[]) => number,
): number | null {
  const numbers = figures.filter((figure): figure is number => Number.isFinite(figure));
  return numbers.length === 0 ? null : Math.round(reduce(numbers));
}
const findLargest = (numbers: readonly number[]) => Math.max(...numbers);
const addUp = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const addUpKilobits = (bitRates: readonly number[]) => addUp(bitRates) / 1000;

/** Summarizes one SDK report, which is about the last second. Texts for the figures: `quality.figures.*` in the locale files. */
function readDetails({ audio, video, screenShare, transports }: MediaStatsReportSample) {
  const receivedStreams = [...audio.receive, ...video.receive, ...screenShare.receive];
  const sentStreams = [...audio.send, ...video.send, ...screenShare.send];
  const codecs = [...receivedStreams, ...sentStreams].flatMap(({ codecName }) => codecName ?? []);
  const roundTripTimes = [...transports, ...sentStreams].map(({ rttInMs }) => rttInMs);
  const jitters = receivedStreams.map(({ jitterInMs }) => jitterInMs);
  const losses = receivedStreams.map(({ packetsLostPerSecond }) => packetsLostPerSecond);
  const sentBitRates = sentStreams.map(({ bitrate }) => bitrate);
  const receivedBitRates = receivedStreams.map(({ bitrate }) => bitrate);
  return {
    rtt: combine(roundTripTimes, findLargest),
    jitter: combine(jitters, findLargest),
    lost: combine(losses, addUp),
    sent: combine(sentBitRates, addUpKilobits),
    received: combine(receivedBitRates, addUpKilobits),
    /** For example `opus, H264`. */
    codecs: [...new Set(codecs)].join(', '),
  };
}

type QualityDetails = ReturnType<typeof readDetails>;

type Grade = 'good' | 'poor' | 'bad';

interface QualityState {
  /** The quality of what the user sends and receives; `null` while the call is not connected. */
  readonly send: Grade | null;
  readonly receive: Grade | null;
  readonly talksWhileMuted: boolean;
  /** The figures. `off` until the user asks for them, `waiting` for the first report, `refused` if the SDK gives none. */
  readonly details: QualityDetails | 'off' | 'waiting' | 'refused';
}

/** @param diagnostic `undefined` if the SDK has never raised it, which means good quality */
function toGrade(diagnostic: LatestDiagnosticValue | undefined, { sdk }: CallTools): Grade {
  if (diagnostic?.value === sdk.DiagnosticQuality.Bad) return 'bad';
  return diagnostic?.value === sdk.DiagnosticQuality.Poor ? 'poor' : 'good';
}

/**
 * The quality of the call as grades, and on request as figures. `run` turns the figures on and off.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export const quality: CallFeature<QualityState, void> = {
  name: 'quality',
  create({ call, tools, onChange, watch, atEnd }) {
    const { microphone } = tools;
    const { network, media } = call.feature(tools.sdk.Features.UserFacingDiagnostics);
    /** Measures the call while the user sees the figures; `null` at other times. */
    let collector: MediaStatsCollector | null = null;
    let details: QualityState['details'] = 'off';

    const startCollecting = () => {
      try {
        // One measurement per second, and one report per measurement.
        const newCollector = call
          .feature(tools.sdk.Features.MediaStats)
          .createCollector({ aggregationInterval: 1, dataPointsPerAggregation: 1 });
        collector = newCollector;
        details = 'waiting';
        newCollector.on('sampleReported', (sample: MediaStatsReportSample) => {
          // The user may have turned the figures off meanwhile.
          if (collector !== newCollector) return;
          details = readDetails(sample);
          onChange();
        });
      } catch {
        // Only the panel needs the figures, so it alone says that there are none.
        details = 'refused';
      }
    };
    const stopCollecting = () => {
      collector?.dispose();
      collector = null;
      details = 'off';
    };

    watch(network, 'diagnosticChanged');
    watch(media, 'diagnosticChanged');
    atEnd(microphone.subscribe(onChange), stopCollecting);
    return {
      read() {
        if (!isRunning(call)) return { send: null, receive: null, talksWhileMuted: false, details };
        const { networkSendQuality, networkReceiveQuality } = network.getLatest();
        return {
          send: toGrade(networkSendQuality, tools),
          receive: toGrade(networkReceiveQuality, tools),
          talksWhileMuted:
            microphone.isMuted && media.getLatest().speakingWhileMicrophoneIsMuted?.value === true,
          details,
        };
      },
      async run() {
        if (details === 'off') startCollecting();
        else stopCollecting();
      },
    };
  },
};

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
  bad: { color: tokens.colorStatusDangerForeground3 },
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
        {t(details === 'off' ? 'quality.more' : 'quality.less')}
      </Button>
      {details === 'waiting' && <Body1>{t('quality.waiting')}</Body1>}
      {details === 'refused' && <Body1>{t('quality.refused')}</Body1>}
      {typeof details === 'object' && <Figures details={details} />}
    </Panel>
  );
}

const figureNames = ['rtt', 'jitter', 'lost', 'sent', 'received', 'codecs'] as const;

function Figures({ details }: { details: QualityDetails }) {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  // A dash stands for a missing figure, and for codecs while no stream has one.
  const format = (figure: number | string | null) =>
    typeof figure === 'number' ? formatNumber(figure, i18n.language) : figure || '–';
  return (
    <dl className={styles.figures}>
      {figureNames.map((name) => (
        <Fragment key={name}>
          <dt>{t(`quality.figures.${name}`)}</dt>
          <dd className={styles.figure}>{format(details[name])}</dd>
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
  const grade = (['bad', 'poor'] as const).find((worst) => worst === send || worst === receive) ?? 'good';
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
