import { Button, Caption1, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  who: { display: 'block', color: tokens.colorNeutralForeground3 },
  open: { color: tokens.colorNeutralForeground2 },
});

/** Starts and stops captions, sets their languages, and lists the latest ones. */
export function CaptionsPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(captions);
  const isBlocked = pending || state.can !== 'yes';
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
      {state.can !== 'yes' && <Caption1>{t(`unavailable.${state.can}`)}</Caption1>}
      {state.isOn && (
        <>
          <Language
            label={t('captions.spoken')}
            languages={state.spokenLanguages}
            now={state.spoken}
            disabled={isBlocked}
            onChange={(language) => run({ kind: 'spoken', language })}
          />
          <Language
            label={t('captions.shown')}
            languages={state.shownLanguages}
            now={state.shown}
            disabled={isBlocked}
            onChange={(language) => run({ kind: 'shown', language })}
          />
        </>
      )}
      <div role="log" aria-label={t('captions.lines')} className={styles.lines}>
        {state.lines.map(({ key, id, text, isFinal }) => (
          <div key={key} className={isFinal ? '' : styles.open}>
            <Speaker id={id} />
            {text}
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Speaker({ id }: { id: string | null }) {
  const styles = useStyles();
  const name = usePersonName(id);
  return (
    <Caption1 className={styles.who}>
      <bdi>{name}</bdi>
    </Caption1>
  );
}

interface LanguageProps {
  label: string;
  languages: readonly string[];
  now: string;
  disabled: boolean;
  onChange: (language: string) => void;
}

function Language({ label, languages, now, disabled, onChange }: LanguageProps) {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  return (
    <Field label={label}>
      <Select value={now} disabled={disabled} onChange={(_event, { value }) => onChange(value)}>
        {languages.map((language) => (
          <option key={language} value={language}>
            {names.of(language)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
