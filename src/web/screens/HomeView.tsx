import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { Part } from '../ui/Parts.tsx';
import { onNarrowScreen } from '../ui/screenWidth.ts';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { CameraCheck } from '../areas/device-check/CameraCheck.tsx';
import { HistoryList } from '../areas/history/HistoryList.tsx';
import { Reachability } from '../areas/incoming/Reachability.tsx';
import { TodayList } from '../areas/meetings/TodayList.tsx';

const useStyles = makeStyles({
  view: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    gap: tokens.spacingVerticalL,
    minHeight: 0,
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    overflowY: 'auto',
    [onNarrowScreen]: { paddingInline: tokens.spacingHorizontalM },
  },
  title: visuallyHidden,
});

/** The view *Calls* while there is no call: whether calls can reach the user, the next meetings, and the call history. */
export function HomeView({ preview }: { preview: OpenPreview }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.view}>
      <h1 className={styles.title}>{t('rail.calls')}</h1>
      <Part>
        <Reachability>
          <CameraCheck openPreview={preview} />
        </Reachability>
      </Part>
      <Part>
        <TodayList />
      </Part>
      <Part>
        <HistoryList />
      </Part>
    </div>
  );
}
