import { makeStyles, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HangUpButton } from '../features/hang-up/HangUpButton.tsx';
import { PlainHangUpButton } from '../features/hang-up/PlainHangUpButton.tsx';
import { callFeatures } from '../features/list.ts';
import { SettingsItem } from '../areas/settings/SettingsItem.tsx';
import { CallStatus } from '../areas/call-status/CallStatus.tsx';
import { HoldMessage } from '../areas/call-status/HoldMessage.tsx';
import { CallTitle } from '../areas/call-status/CallTitle.tsx';
import { TileArea } from '../features/tiles/TileArea.tsx';
import { MediaKeys } from './MediaKeys.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { MoreMenu } from '../ui/MoreMenu.tsx';
import { onNarrowScreen } from '../ui/screenWidth.ts';
import { PanelContext } from '../ui/Panel.tsx';
import { Part } from '../ui/Parts.tsx';

const useStyles = makeStyles({
  main: {
    position: 'relative',
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    // Fluent keeps menus inside an element that clips. A menu that is higher than this element scrolls.
    overflow: 'clip',
  },
  call: {
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    outlineStyle: 'none',
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    minWidth: 0,
  },
  stage: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
  },
  controls: {
    display: 'flex',
    justifyContent: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
    [onNarrowScreen]: {
      // All buttons must fit in one row on a screen of 320 px. `zIndex` keeps the buttons visible above an open panel, which
      // fills a narrow screen.
      gap: `clamp(0px, (100vw - 320px) / 8, ${tokens.spacingHorizontalXS})`,
      paddingInline: tokens.spacingHorizontalXS,
      position: 'relative',
      zIndex: 2,
      backgroundColor: tokens.colorNeutralBackground2,
    },
  },
});

/**
 * Renders the components that the call features have for one place of the screen. Each component has its own `Part` (an error
 * boundary). So when a component throws, the others stay.
 * @param place a banner above the video, a control (a button of the toolbar), or an item of the menu *More*
 */
const renderFeatures = (place: 'Banner' | 'Control' | 'Item') =>
  callFeatures.map(
    ({ feature, [place]: Component }) =>
      Component && (
        <Part key={feature.name}>
          <Component />
        </Part>
      ),
  );

/** The screen of the front call (the call on the screen), from dialling until the call ends. */
export function CallScreen() {
  const { t } = useTranslation();
  const styles = useStyles();
  // In Fluent's `Toolbar` only the arrow keys move the focus. In this toolbar the Tab key moves it, too. So users who do not
  // try the arrow keys can reach *Hang up*.
  const arrowAndTabKeys = useArrowNavigationGroup({ axis: 'both', circular: true, tabbable: true });
  const region = useRef<HTMLElement>(null);
  const [panelName, setPanelName] = useState<string | null>(null);
  const panel = useMemo(
    () => ({
      name: panelName,
      togglePanel: (name: string) => setPanelName((openName) => (openName === name ? null : name)),
      closePanel: () => setPanelName(null),
    }),
    [panelName],
  );
  const Panel = callFeatures.find(({ feature }) => feature.name === panelName)?.Panel;
  // The button that started the call has disappeared, so the call screen takes the focus. It waits for the next frame,
  // because the browser would lay the page out twice if the focus moved earlier.
  useEffect(() => {
    const frame = requestAnimationFrame(() => region.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <PanelContext value={panel}>
      <div className={styles.main}>
        <section aria-label={t('call.region')} className={styles.call} ref={region} tabIndex={-1}>
          <div className={styles.top}>
            <Part>
              <CallTitle />
            </Part>
            <Part>
              <CallStatus />
            </Part>
          </div>
          {renderFeatures('Banner')}
          <Part>
            <MediaKeys />
          </Part>
          <div className={styles.stage}>
            <Part>
              <TileArea />
            </Part>
            <Part>
              <HoldMessage />
            </Part>
          </div>
          <div
            role="toolbar"
            aria-label={t('call.controls')}
            className={styles.controls}
            {...arrowAndTabKeys}
          >
            {renderFeatures('Control')}
            <MoreMenu>
              {renderFeatures('Item')}
              <SettingsItem />
            </MoreMenu>
            <Boundary fallback={<PlainHangUpButton />}>
              <HangUpButton />
            </Boundary>
          </div>
        </section>
        {Panel && (
          <Part key={panelName}>
            <Panel />
          </Part>
        )}
      </div>
    </PanelContext>
  );
}
