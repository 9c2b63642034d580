import { makeStyles, Subtitle2, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, usePersonName } from '../calling/react.tsx';
import { callFeatures } from '../features/list.ts';
import { CallStatus } from '../features/status/CallStatus.tsx';
import { Stage } from '../features/tiles/Stage.tsx';

const useStyles = makeStyles({
  main: { display: 'flex', flexGrow: 1, minHeight: 0 },
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
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    minWidth: 0,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '100%', margin: 0 },
  controls: {
    display: 'flex',
    justifyContent: 'center',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL}`,
  },
});

/** One call, from the first ring to the last word. */
export function CallScreen() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { other } = useCall();
  const name = usePersonName(other);
  // Arrow keys as in every toolbar, and Tab, too: nobody in a call should have to know that to hang up. Fluent's own
  // Toolbar allows the arrows only.
  const arrowsAndTab = useArrowNavigationGroup({ axis: 'both', circular: true, tabbable: true });
  const region = useRef<HTMLElement>(null);
  // The control that started the call is gone; without this the focus would fall to the page's top.
  useEffect(() => region.current?.focus(), []);
  return (
    <main className={styles.main}>
      <section aria-label={t('call.region')} className={styles.call} ref={region} tabIndex={-1}>
        <div className={styles.top}>
          <Subtitle2 as="h1" className={styles.name}>
            <bdi>{name}</bdi>
          </Subtitle2>
          <CallStatus />
        </div>
        <Stage />
        <div role="toolbar" aria-label={t('call.controls')} className={styles.controls} {...arrowsAndTab}>
          {callFeatures.map(({ feature, Control }) => (
            <Control key={feature.name} />
          ))}
        </div>
      </section>
    </main>
  );
}
