import { Button, Caption1, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ClosedCaption20Regular } from '@fluentui/react-icons/svg/closed-caption';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { formatLanguageName } from '../../i18n/formatValue.ts';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { useEndFollower } from '../../ui/useEndFollower.ts';
import { PanelItem } from '../PanelItem.tsx';
import { captions } from './captions.ts';

const useStyles = makeStyles({
  languages: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    columnGap: tokens.spacingHorizontalS,
    // Aligns the two lists, even if the label of one of them has two lines.
    alignItems: 'end',
    // A long name of a language is cut off at the end of its column.
    '& *': { minWidth: 0 },
    '& select': { width: '100%', textOverflow: 'ellipsis' },
  },
  // Only the list scrolls, so that the button and the languages stay where they are.
  lines: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    gap: tokens.spacingVerticalS,
    minHeight: '6lh',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  speaker: { display: 'block', color: tokens.colorNeutralForeground3 },
  unfinished: { color: tokens.colorNeutralForeground2 },
  // The distance from the bottom keeps the names at the lower edge of the tiles visible.
  overlay: {
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
  // Shows only the last two lines of a longer text.
  lastLines: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'end',
    maxHeight: '2lh',
    overflow: 'hidden',
  },
});

/** Starts and stops captions, sets their languages, and lists the latest captions. */
export function CaptionsPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(captions);
  const scroller = useEndFollower();
  const isBlocked = pending || state.availability !== 'yes';
  return (
    <Panel title={t('captions.title')}>
      <Button
        appearance={state.isOn ? 'secondary' : 'primary'}
        aria-busy={pending}
        disabledFocusable={isBlocked}
        onClick={() => run({ kind: state.isOn ? 'stop' : 'start' })}
      >
        {state.isOn ? t('captions.stop') : t('captions.start')}
      </Button>
      {state.availability !== 'yes' && <Caption1>{t(`unavailable.${state.availability}`)}</Caption1>}
      {state.change !== null && <Caption1 role="status">{t(`captions.change.${state.change}`)}</Caption1>}
      {state.isOn && (
        <div className={styles.languages}>
          <LanguageSelect
            label={t('captions.spoken')}
            languages={state.spokenLanguages}
            selected={state.spokenLanguage}
            disabled={isBlocked}
            onChange={(language) => run({ kind: 'setSpokenLanguage', language })}
          />
          {state.captionLanguages.length > 0 && (
            <LanguageSelect
              label={t('captions.shown')}
              languages={state.captionLanguages}
              selected={state.captionLanguage}
              disabled={isBlocked}
              onChange={(language) => run({ kind: 'setCaptionLanguage', language })}
            />
          )}
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- The keyboard scrolls the list, so it must be focusable. */}
      <div role="log" aria-label={t('captions.lines')} className={styles.lines} tabIndex={0} {...scroller}>
        {state.lines.map(({ key, speakerId, text, language, isFinal }) => (
          <div key={key} className={isFinal ? '' : styles.unfinished}>
            <SpeakerName speakerId={speakerId} />
            <bdi lang={language}>{text}</bdi>
          </div>
        ))}
      </div>
    </Panel>
  );
}

function SpeakerName({ speakerId }: { speakerId: string | null }) {
  const styles = useStyles();
  const name = usePersonName(speakerId);
  return (
    <Caption1 className={styles.speaker}>
      <bdi>{name}</bdi>
    </Caption1>
  );
}

interface LanguageSelectProps {
  label: string;
  /** Language codes of the SDK, for example `en-us`. */
  languages: readonly string[];
  selected: string;
  disabled: boolean;
  onChange: (language: string) => void;
}

function LanguageSelect({ label, languages, selected, disabled, onChange }: LanguageSelectProps) {
  const { i18n } = useTranslation();
  return (
    <Field label={label}>
      <Select value={selected} disabled={disabled} onChange={(_event, { value }) => onChange(value)}>
        {languages.map((language) => (
          <option key={language} value={language}>
            {formatLanguageName(language, i18n.language)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export const CaptionsItem = () => (
  <PanelItem feature={captions} titleKey="captions.title" icon={<ClosedCaption20Regular />} />
);

/** While the panel is closed, shows the latest caption, or that captions have stopped. `CallScreen`'s CSS reads `data-captions`. */
export function CaptionsOverlay() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(captions);
  const { name: openPanelName } = usePanel();
  const hasStopped = state.change === 'stopped';
  const lastLine = hasStopped ? undefined : state.lines.at(-1);
  const speakerName = usePersonName(lastLine?.speakerId ?? null);
  const hasContent = state.isOn || hasStopped;
  if (!hasContent || openPanelName === captions.name) return null;
  return (
    <div role="status" data-captions className={styles.overlay}>
      <div className={styles.lastLines}>
        {lastLine ? (
          <span>
            <bdi>{t('captions.speaker', { name: speakerName })}</bdi>{' '}
            <bdi lang={lastLine.language}>{lastLine.text}</bdi>
          </span>
        ) : (
          t(hasStopped ? 'captions.change.stopped' : 'captions.waiting')
        )}
      </div>
    </div>
  );
}
