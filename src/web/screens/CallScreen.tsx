import { makeStyles, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HangUpButton } from '../features/hang-up/HangUpButton.tsx';
import { PlainHangUp } from '../features/hang-up/PlainHangUp.tsx';
import { callFeatures } from '../features/list.ts';
import { SettingsItem } from '../areas/settings/SettingsItem.tsx';
import { CallStatus } from '../areas/call-status/CallStatus.tsx';
import { CallTitle } from '../areas/call-status/CallTitle.tsx';
import { CallSwitcher } from '../areas/call-switcher/CallSwitcher.tsx';
import { Stage } from '../features/tiles/Stage.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { MoreMenu } from '../ui/MoreMenu.tsx';
import { narrow } from '../ui/narrow.ts';
import { PanelContext } from '../ui/Panel.tsx';
import { Part } from '../ui/Parts.tsx';

const useStyles = makeStyles({
  main: {
    position: 'relative',
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    // The menus in here become as high as this, and scroll, instead of going below the top line.
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
    [narrow]: {
      // All in one row, also on the smallest phone; above a panel, which has the whole rest of the screen.
      gap: `clamp(0px, (100vw - 320px) / 8, ${tokens.spacingHorizontalXS})`,
      paddingInline: tokens.spacingHorizontalXS,
      position: 'relative',
      zIndex: 2,
      backgroundColor: tokens.colorNeutralBackground2,
    },
  },
});

/** What every feature shows in one place, each apart from the others: one that throws takes away nothing else. */
const shown = (where: 'Banner' | 'Control' | 'Item') =>
  callFeatures.map(
    ({ feature, [where]: Shown }) =>
      Shown && (
        <Part key={feature.name}>
          <Shown />
        </Part>
      ),
  );

/** One call, from the first ring to the last word. */
export function CallScreen() {
  const { t } = useTranslation();
  const styles = useStyles();
  // Arrow keys as in every toolbar, and Tab, too: nobody in a call should have to know that to hang up. Fluent's own
  // Toolbar allows the arrows only.
  const arrowsAndTab = useArrowNavigationGroup({ axis: 'both', circular: true, tabbable: true });
  const region = useRef<HTMLElement>(null);
  const [panelName, setPanel] = useState<string | null>(null);
  const panel = useMemo(
    () => ({
      name: panelName,
      toggle: (wanted: string) => setPanel((now) => (now === wanted ? null : wanted)),
      close: () => setPanel(null),
    }),
    [panelName],
  );
  const Panel = callFeatures.find(({ feature }) => feature.name === panelName)?.Panel;
  // The control that started the call is gone; without this the focus would fall to the page's top. In a frame, which
  // lays the screen out anyway: focusing it before would do that twice.
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
          {shown('Banner')}
          <Part>
            <Stage />
          </Part>
          <div role="toolbar" aria-label={t('call.controls')} className={styles.controls} {...arrowsAndTab}>
            {shown('Control')}
            <MoreMenu>
              {shown('Item')}
              <SettingsItem />
            </MoreMenu>
            <Boundary fallback={<PlainHangUp />}>
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
