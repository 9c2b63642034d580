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
  /** From a call that has ended: its screen took the focus away with it. */
  isBack: boolean;
}

/** Ready to call: whom to call on one side, those called before on the other. */
export function HomeScreen({ preview, isBack }: HomeScreenProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [callee] = useState(linkedCallee);
  useEffect(forgetLinkedCallee, []);
  return (
    <Page title={t('home.title')} wide focusTitle={isBack}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Part>
            <DialBox initial={callee} />
          </Part>
          <Part>
            <Reachability>
              <CameraCheck preview={preview} />
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

/** Whom a link to this page names (`?call=<id>`). It fills the box; calling is the person's own doing. */
const linkedCallee = (): string => new URLSearchParams(location.search).get('call') ?? '';

/** It was meant once: the next look at this screen begins with an empty box. */
function forgetLinkedCallee(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('call')) return;
  url.searchParams.delete('call');
  history.replaceState(history.state, '', url);
}
