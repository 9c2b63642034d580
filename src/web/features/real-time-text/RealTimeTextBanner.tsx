import { Button, makeStyles } from '@fluentui/react-components';
import { TextT20Regular } from '@fluentui/react-icons/svg/text-t';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { realTimeText } from './realTimeText.ts';

const useStyles = makeStyles({
  // One line that shows the end of a longer text, so that the videos below do not move.
  text: { display: 'flex', alignItems: 'end', height: '1lh', overflow: 'hidden' },
});

/** Shows what another participant types while the panel is closed, because that participant may not be able to speak. */
export function RealTimeTextBanner() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state } = useFeature(realTimeText);
  const { name: openPanelName, togglePanel } = usePanel();
  const lastLine = state.lines.findLast(({ isOwn }) => !isOwn);
  const senderName = usePersonName(lastLine?.senderId ?? null);
  if (!lastLine || openPanelName === realTimeText.name) return null;
  return (
    <Banner icon={<TextT20Regular />}>
      <span className={styles.text}>
        <span>{t('realTimeText.line', { name: senderName, text: lastLine.text })}</span>
      </span>
      <Button size="small" onClick={() => togglePanel(realTimeText.name)}>
        {t('realTimeText.answer')}
      </Button>
    </Banner>
  );
}
