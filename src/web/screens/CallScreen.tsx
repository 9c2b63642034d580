import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallOrigin, CallStatus, CallTime, CallTitle } from '../areas/call-status/CallStatus.tsx';
import { HoldMessage } from '../areas/call-status/HoldMessage.tsx';
import { EndedCallNote } from '../areas/history/EndedCallNote.tsx';
import { useReadable } from '../base/useReadable.ts';
import { useCaller } from '../caller/useCaller.ts';
import { useIsOneToOne, useShowsCaller } from '../caller/useShowsCaller.ts';
import { useCall } from '../calling/react.tsx';
import { callFeatures } from '../features/list.ts';
import { noteAfterCall } from '../history/noteAfterCall.ts';
import {
  callContainer,
  callerPageWidth,
  onLowPhoneCall,
  onPhoneCall,
  onPhoneStage,
  stageContainer,
} from '../ui/callWidth.ts';
import { DarkTheme } from '../ui/DarkTheme.tsx';
import { oneLine } from '../ui/oneLine.ts';
import { RenderLater, renderFeatures } from './renderFeatures.tsx';
import { PanelContext, wantedPanel, type OpenPanel } from '../ui/Panel.tsx';
import { EachPart, Part } from '../ui/Parts.tsx';
import { useIsLowPhone } from '../ui/useScreenWidth.ts';
import { MutedSign } from './caller/CallerHeader.tsx';
import { CallerPage } from './caller/CallerPage.tsx';
import { CallToolbar } from './CallToolbar.tsx';
import { MediaKeys } from './MediaKeys.tsx';
import { PictureInPicture } from './picture-in-picture/PictureInPicture.tsx';
import { PanelShortcuts } from './PanelShortcuts.tsx';

const useStyles = makeStyles({
  main: {
    ...callContainer,
    position: 'relative',
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    // Fluent keeps menus inside an element that clips. A menu that is higher than this element scrolls.
    overflow: 'clip',
  },
  // The rows are the title, the videos and the toolbar. An open `Panel` is beside the videos, or over them.
  rows: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gridTemplateRows: 'auto minmax(0, 1fr) auto',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
  },
  // The note about a call that has ended is over the videos or the caller's page, which do not move. On a phone, it covers them.
  endedNote: {
    gridColumn: '1 / -1',
    gridRow: 2,
    position: 'relative',
    pointerEvents: 'none',
    '& aside': { [onPhoneCall]: { height: '100%' } },
  },
  call: {
    display: 'grid',
    gridColumn: '1 / -1',
    gridRow: '1 / -1',
    gridTemplateRows: 'subgrid',
    gridTemplateColumns: 'subgrid',
    minWidth: 0,
    minHeight: 0,
    outlineStyle: 'none',
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  top: {
    gridColumn: '1 / -1',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
    // The height of the sign for the quality, which comes with the connection.
    minHeight: '28px',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    [onPhoneCall]: { flexWrap: 'wrap', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} 0` },
  },
  topOfPage: {
    padding: `${tokens.spacingVerticalM} calc(max(0px, (100% - ${callerPageWidth}) / 2) + ${tokens.spacingHorizontalL}) 0`,
  },
  title: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  titleOnStage: { [onPhoneCall]: { flexBasis: '100%' } },
  // The caller's page shows the title itself. On a phone, an open panel covers the page, and a low page has no room for the title, so
  // it appears here.
  titleOfPage: {
    display: 'none',
    [onPhoneCall]: { ':is([data-panel] *)': { display: 'flex', flexBasis: '100%' } },
    [onLowPhoneCall]: {
      ':not([data-panel] *)': { display: 'flex', flex: '1 1 0', minWidth: '96px' },
      // A telephone number fits beside the state.
      ':not([data-panel] *) > h1': { fontSize: tokens.fontSizeBase300, flexBasis: 'auto' },
    },
  },
  // A low page of a phone has no room for the origin either. Here, it has one line below the name.
  originOfPage: {
    display: 'none',
    order: 1,
    flexBasis: '100%',
    [onLowPhoneCall]: {
      ':not(:empty)': { display: 'flex' },
      '& > *': { flexWrap: 'nowrap' },
      '& > * > *': oneLine,
    },
  },
  glance: { ...oneLine, color: tokens.colorNeutralForeground2 },
  end: {
    marginInlineStart: 'auto',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  stage: {
    ...stageContainer,
    gridColumn: 1,
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    // While there are captions, the user's own tile moves up by this height.
    ':has([data-captions])': { '--captions-height': '100px' },
  },
  // Notices lie over the videos, so that no video changes its size when a notice comes or goes.
  notices: {
    position: 'absolute',
    zIndex: 1,
    top: tokens.spacingVerticalXL,
    insetInline: tokens.spacingHorizontalXL,
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto' },
  },
  // The caller's page is full of controls, so the notices have room of their own below it: nothing on the page moves, but its lower
  // edge does. Where the page has given them all its room, they scroll, so that none lies under the toolbar.
  noticesBelow: {
    position: 'static',
    minHeight: 0,
    overflowY: 'auto',
    paddingInline: tokens.spacingHorizontalXL,
    [onPhoneStage]: { paddingInline: tokens.spacingHorizontalM },
    marginBlockEnd: 'var(--captions-height, 0px)',
    ':not(:empty)': { paddingBlock: tokens.spacingVerticalS },
  },
});

/** The call screen without the panel. A constant, so that React does not render it again when a panel opens or closes. */
const callParts = (
  <>
    <CallTop />
    {/* Not in `RenderLater`, because a user who has accepted a call may press a key before the buttons appear. */}
    <Part>
      <MediaKeys />
      <PanelShortcuts />
    </Part>
    <RenderLater>
      <Part>
        <PictureInPicture />
      </Part>
    </RenderLater>
    <CallStage />
    <CallToolbar />
  </>
);

const noPanel = { name: null };

const findFeature = (name: string | null) => callFeatures.find(({ feature }) => feature.name === name);

/** The screen of one call, from dialling until the call ends. */
export function CallScreen() {
  const { t } = useTranslation();
  const styles = useStyles();
  const region = useRef<HTMLElement>(null);
  const [openPanel, setOpenPanel] = useState<Pick<OpenPanel, 'name' | 'intent'>>(noPanel);
  const { name: panelName, intent } = openPanel;
  const panel = useMemo(
    () => ({
      ...openPanel,
      togglePanel(name: string, newIntent?: string) {
        noteAfterCall.set(null);
        const toggle = () =>
          setOpenPanel((open) =>
            open.name === name && open.intent === newIntent ? noPanel : { name, intent: newIntent },
          );
        if (findFeature(name)?.hasLongPanel) startTransition(toggle);
        else toggle();
      },
      closePanel: () => setOpenPanel(noPanel),
    }),
    [openPanel],
  );
  useEffect(() => {
    const openWanted = () => {
      const wanted = wantedPanel.get();
      if (!wanted) return;
      wantedPanel.set(null);
      noteAfterCall.set(null);
      setOpenPanel(wanted);
    };
    openWanted();
    return wantedPanel.subscribe(openWanted);
  }, []);
  const showsCaller = useShowsCaller();
  const hasEndedNote = useReadable(noteAfterCall) !== null;
  const Panel = hasEndedNote ? null : findFeature(panelName)?.Panel;
  // The pressed button has gone, so the call screen takes the focus, unless the user goes on writing a note. Before the next
  // frame, that would cost a second layout.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const isWriting = region.current?.contains(document.activeElement) === true;
      if (noteAfterCall.get() === null && !isWriting) region.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <PanelContext value={panel}>
      <div className={styles.main}>
        <div className={styles.rows} {...((Panel ?? hasEndedNote) && { 'data-panel': true })}>
          {/* Only videos need dark surroundings. */}
          <DarkTheme isOff={showsCaller}>
            <section
              aria-label={t('call.region')}
              className={styles.call}
              ref={region}
              tabIndex={-1}
              {...(!showsCaller && { 'data-stage': true })}
            >
              {callParts}
            </section>
          </DarkTheme>
          {Panel && (
            <Part key={`${panelName} ${intent}`}>
              <Panel />
            </Part>
          )}
          <div className={styles.endedNote}>
            <Part>
              <EndedCallNote />
            </Part>
          </div>
        </div>
      </div>
    </PanelContext>
  );
}

function CallTop() {
  const styles = useStyles();
  const isLowPhone = useIsLowPhone();
  const showsCaller = useShowsCaller();
  return (
    <div className={mergeClasses(styles.top, showsCaller && styles.topOfPage)}>
      <EachPart>
        <div className={mergeClasses(styles.title, showsCaller ? styles.titleOfPage : styles.titleOnStage)}>
          <CallTitle />
          {showsCaller && <MutedSign />}
        </div>
        <CallStatus isBesideTitle={!showsCaller} />
        {!showsCaller && <CallOrigin />}
        {showsCaller && isLowPhone && (
          <div className={styles.originOfPage}>
            <CallOrigin />
          </div>
        )}
        {!showsCaller && <CallerGlance />}
      </EachPart>
      <div className={styles.end}>
        <Part>
          <CallTime />
        </Part>
        <RenderLater>{renderFeatures('Chip')}</RenderLater>
      </div>
    </div>
  );
}

/** While a video replaces the caller's page, says in one line who the other person is. */
function CallerGlance() {
  const styles = useStyles();
  const isOneToOne = useIsOneToOne();
  const other = useCall((call) => call.other);
  const { company, work, number } = useCaller(
    isOneToOne ? other : null,
    useCall((call) => call.otherName),
  );
  const words = [company, work, number].filter(Boolean).join(' · ');
  if (!isOneToOne || words === '') return null;
  return (
    <Caption1 className={styles.glance} title={words}>
      <bdi>{words}</bdi>
    </Caption1>
  );
}

function CallStage() {
  const styles = useStyles();
  const showsCaller = useShowsCaller();
  const holdMessage = (
    <Part>
      <HoldMessage isNotice={showsCaller} />
    </Part>
  );
  return (
    <div className={styles.stage}>
      {showsCaller ? (
        <Part>
          <CallerPage />
        </Part>
      ) : (
        renderFeatures('Stage')
      )}
      {!showsCaller && holdMessage}
      <RenderLater>{renderFeatures('Overlay')}</RenderLater>
      <div className={mergeClasses(styles.notices, showsCaller && styles.noticesBelow)}>
        {showsCaller && holdMessage}
        <RenderLater>{renderFeatures('Banner')}</RenderLater>
      </div>
    </div>
  );
}
