import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { MeetNow } from './MeetNow.tsx';
import { TodaysMeetings } from './TodaysMeetings.tsx';

const useStyles = makeStyles({
  view: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    gap: tokens.spacingVerticalL,
    minHeight: 0,
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    overflowY: 'auto',
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
  },
  title: { margin: 0 },
});

/** The view *Meetings*: a meeting that begins at once, and the meetings of today. */
export function MeetingsView() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.view}>
      <Title3 as="h1" className={styles.title}>
        {t('meetings.title')}
      </Title3>
      <MeetNow />
      <TodaysMeetings />
    </div>
  );
}
