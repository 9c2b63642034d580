import { makeStyles, tokens } from '@fluentui/react-components';
import type { OpenPreview } from '../calling/devices/preview.ts';
import { CameraCheck } from '../areas/device-check/CameraCheck.tsx';
import { DialBox } from '../areas/dial/DialBox.tsx';
import { FavouritesList } from '../areas/favourites/FavouritesList.tsx';
import { HistoryList } from '../areas/history/HistoryList.tsx';
import { Reachability } from '../areas/incoming/Reachability.tsx';
import { useEffect, useState } from 'react';
import { Page } from '../ui/Page.tsx';
import { Part } from '../ui/Parts.tsx';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXXL,
    width: '100%',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '480px' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
});

interface HomeScreenProps {
  preview: OpenPreview;
  /** Whether the user has just closed the screen of an ended call. The focus disappeared with that screen. */
  isAfterCall: boolean;
}

/** The screen while there is no call. One column has the dial box, the other has favourites and the call history. */
export function HomeScreen({ preview, isAfterCall }: HomeScreenProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [callee] = useState(readLinkedCallee);
  useEffect(removeLinkedCallee, []);
  return (
    <Page title={t('home.title')} wide focusTitle={isAfterCall}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Part>
            <DialBox initial={callee} />
          </Part>
          <Part>
            <Reachability>
              <CameraCheck openPreview={preview} />
            </Reachability>
          </Part>
        </div>
        <div className={styles.column}>
          <Part>
            <FavouritesList />
          </Part>
          <Part>
            <HistoryList />
          </Part>
        </div>
      </div>
    </Page>
  );
}

/**
 * Reads the text for the dial box from the page's address (`?call=<id>`), to which other pages may link. The app does not start
 * the call; the user must press *Call*.
 */
const readLinkedCallee = (): string => new URLSearchParams(location.search).get('call') ?? '';

/** Removes the callee from the page's address, so that the dial box is empty after a reload. */
function removeLinkedCallee(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('call')) return;
  url.searchParams.delete('call');
  history.replaceState(history.state, '', url);
}
