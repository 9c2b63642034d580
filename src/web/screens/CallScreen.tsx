import { makeStyles, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HangUpButton } from '../features/hang-up/HangUpButton.tsx';
import { PlainHangUpButton } from '../features/hang-up/PlainHangUpButton.tsx';
import { callFeatures } from '../features/list.ts';
import { SettingsItem } from '../areas/settings/SettingsItem.tsx';
import { CallStatus } from '../areas/call-status/CallStatus.tsx';
import { CallTitle } from '../areas/call-status/CallTitle.tsx';
import { CallSwitcher } from '../areas/call-switcher/CallSwitcher.tsx';
import { TileArea } from '../features/tiles/TileArea.tsx';
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
    // Limits the height of menus to this element. A longer menu scrolls.
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
  controls: {
    display: 'flex',
    justifyContent: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
    [onNarrowScreen]: {
      // All controls fit in one row on the smallest phone. They stand above a panel, which fills the rest of the screen.
      gap: `clamp(0px, (100vw - 320px) / 8, ${tokens.spacingHorizontalXS})`,
      paddingInline: tokens.spacingHorizontalXS,
      position: 'relative',
      zIndex: 2,
      backgroundColor: tokens.colorNeutralBackground2,
    },
  },
});

/** The components of all features for one place, each in a `Part` of its own, so that one that throws disappears alone. */
const renderFeatures = (place: 'Banner' | 'Control' | 'Item') =>
  callFeatures.map(
    ({ feature, [place]: Component }) =>
      Component && (
        <Part key={feature.name}>
          <Component />
        </Part>
      ),
  );

/** The screen of the front call, from dialling until the call ends. */
export function CallScreen() {
  const { t } = useTranslation();
  const styles = useStyles();
  // In Fluent's Toolbar only the arrow keys move the focus. Here Tab does, too, so that users who do not know that can hang
  // up.
  const arrowsAndTab = useArrowNavigationGroup({ axis: 'both', circular: true, tabbable: true });
  const region = useRef<HTMLElement>(null);
  const [panelName, setPanel] = useState<string | null>(null);
  const panel = useMemo(
    () => ({
      name: panelName,
      togglePanel: (name: string) => setPanel((open) => (open === name ? null : name)),
      closePanel: () => setPanel(null),
    }),
    [panelName],
  );
  const Panel = callFeatures.find(({ feature }) => feature.name === panelName)?.Panel;
  // The button that started the call has disappeared, so the call screen takes the focus. It waits for the next frame,
  // because focusing an element before would lay the page out twice.
  useEffect(() => {
    const frame = requestAnimationFrame(() => region.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <PanelContext value={panel}>
      <main className={styles.main}>
        <section aria-label={t('call.region')} className={styles.call} ref={region} tabIndex={-1}>
          <Part>
            <CallSwitcher />
          </Part>
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
            <TileArea />
          </Part>
          <div role="toolbar" aria-label={t('call.controls')} className={styles.controls} {...arrowsAndTab}>
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
      </main>
    </PanelContext>
  );
}
