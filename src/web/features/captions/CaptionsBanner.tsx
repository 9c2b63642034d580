import { ClosedCaption20Regular } from '@fluentui/react-icons/svg/closed-caption';
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { captions } from './captions.ts';

const useStyles = makeStyles({
  // The bar is always two lines high, so that the videos below do not move. It shows the last two lines of a longer text.
  lines: { display: 'flex', alignItems: 'end', height: '2lh', overflow: 'hidden' },
  text: { display: 'flex', alignItems: 'center', minHeight: '2lh' },
});

/** Shows the latest caption above the videos, while captions are on and their panel is closed. */
export function CaptionsBanner() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(captions);
  const { name: openPanelName } = usePanel();
  const lastLine = state.lines.at(-1);
  const speakerName = usePersonName(lastLine?.speakerId ?? null);
  if (!state.isOn || openPanelName === captions.name) return null;
  return (
    <Banner icon={<ClosedCaption20Regular />}>
      <span className={styles.lines}>
        <span className={styles.text}>
          {lastLine ? t('captions.line', { name: speakerName, text: lastLine.text }) : t('captions.waiting')}
        </span>
      </span>
    </Banner>
  );
}
