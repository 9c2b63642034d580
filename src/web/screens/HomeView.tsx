import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { EachPart } from '../ui/Parts.tsx';
import { viewStyle } from '../ui/viewStyle.ts';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { CameraCheck } from '../areas/device-check/CameraCheck.tsx';
import { HistoryList } from '../areas/history/HistoryList.tsx';
import { Reachability } from '../areas/incoming/Reachability.tsx';
import { PeopleConsent } from '../areas/people/PeopleConsent.tsx';
import { TodayList } from '../areas/meetings/Today.tsx';

const useStyles = makeStyles({
  view: { ...viewStyle, overflowY: 'auto' },
  title: visuallyHidden,
});

/** The view *Calls* while there is no call: whether calls can reach the user, the next meetings, and the call history. */
export function HomeView({ preview }: { preview: OpenPreview }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.view}>
      <h1 className={styles.title}>{t('rail.calls')}</h1>
      <EachPart>
        <Reachability>
          <CameraCheck openPreview={preview} />
        </Reachability>
        <PeopleConsent />
        <TodayList />
        <HistoryList />
      </EachPart>
    </div>
  );
}
