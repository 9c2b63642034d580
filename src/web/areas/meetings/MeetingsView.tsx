import { makeStyles, Title3 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { viewStyle } from '../../ui/viewStyle.ts';
import { JoinById } from './JoinById.tsx';
import { MeetNow } from './MeetNow.tsx';
import { TodaysMeetings } from './Today.tsx';

const useStyles = makeStyles({
  view: { ...viewStyle, overflowY: 'auto' },
  title: { margin: 0 },
});

export function MeetingsView() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.view}>
      <Title3 as="h1" className={styles.title}>
        {t('meetings.title')}
      </Title3>
      <MeetNow />
      <JoinById />
      <TodaysMeetings />
    </div>
  );
}
