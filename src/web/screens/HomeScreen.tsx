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
  /** Whether the screen of an ended call was shown before. The focus disappeared with that screen. */
  isAfterCall: boolean;
}

/** The screen without a call: the dial box on one side, favourites and history on the other. */
export function HomeScreen({ preview, isAfterCall }: HomeScreenProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [callee] = useState(linkedCallee);
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

/** The text for the dial box from a link to this page (`?call=<id>`). Only the user starts the call. */
const linkedCallee = (): string => new URLSearchParams(location.search).get('call') ?? '';

/** Removes the callee from the address, so that the dial box is empty the next time. */
function removeLinkedCallee(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('call')) return;
  url.searchParams.delete('call');
  history.replaceState(history.state, '', url);
}
