import { ClosedCaption20Regular } from '@fluentui/react-icons/svg/closed-caption';
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

const useStyles = makeStyles({
  // Always two lines high, with the last two lines of the text, so that the videos below do not move.
  lines: { display: 'flex', alignItems: 'end', height: '2lh', overflow: 'hidden' },
  text: { display: 'flex', alignItems: 'center', minHeight: '2lh' },
});

/** The latest caption, while captions are on and their panel is closed. */
export function CaptionsBar() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(captions);
  const { name: panel } = usePanel();
  const last = state.lines.at(-1);
  const name = usePersonName(last?.id ?? null);
  if (!state.isOn || panel === captions.name) return null;
  return (
    <Banner icon={<ClosedCaption20Regular />}>
      <span className={styles.lines}>
        <span className={styles.text}>
          {last ? t('captions.line', { name, text: last.text }) : t('captions.waiting')}
        </span>
      </span>
    </Banner>
  );
}
