import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

const useStyles = makeStyles({
  // Captions stand above the row in which the tiles have their names.
  captions: {
    position: 'absolute',
    zIndex: 1,
    bottom: '56px',
    insetInline: tokens.spacingHorizontalXXL,
    width: 'fit-content',
    maxWidth: '640px',
    boxSizing: 'border-box',
    marginInline: 'auto',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  // The last two lines of a longer text.
  lines: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'end',
    maxHeight: '2lh',
    overflow: 'hidden',
  },
});

/** Shows the latest caption over the lower edge of the videos, while captions are on and their panel is closed. */
export function CaptionsOverlay() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(captions);
  const { name: openPanelName } = usePanel();
  const lastLine = state.lines.at(-1);
  const speakerName = usePersonName(lastLine?.speakerId ?? null);
  const hasStopped = state.change === 'stopped';
  if ((!state.isOn && !hasStopped) || openPanelName === captions.name) return null;
  return (
    <div role="status" data-captions className={styles.captions}>
      <div className={styles.lines}>
        {hasStopped ? (
          t('captions.change.stopped')
        ) : lastLine ? (
          <span>
            <bdi>{t('captions.speaker', { name: speakerName })}</bdi>{' '}
            <bdi lang={lastLine.language}>{lastLine.text}</bdi>
          </span>
        ) : (
          t('captions.waiting')
        )}
      </div>
    </div>
  );
}
