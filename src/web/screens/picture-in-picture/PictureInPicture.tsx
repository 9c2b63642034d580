import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webDarkTheme,
  Button,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Mic20Regular } from '@fluentui/react-icons/svg/mic';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { PictureInPicture20Regular } from '@fluentui/react-icons/svg/picture-in-picture';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { readStyleNonce } from '../../base/styleNonce.ts';
import { joinStops, listenTo } from '../../base/subscriptions.ts';
import { useReadable } from '../../base/useReadable.ts';
import { setMediaAction } from '../MediaKeys.tsx';
import {
  callWindow,
  closeCallWindow,
  openCallWindow,
  findLargestVideo,
  findWindowKind,
} from './callWindow.ts';
import { CallTitleText } from '../../ui/CallTitleText.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { useCall, useFeature, usePhoneState } from '../../calling/react.tsx';
import { hangUp } from '../../features/hang-up/hangUp.ts';
import { mute } from '../../features/mute/mute.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { oneLine } from '../../ui/oneLine.ts';
import { useSecondPressGuard } from '../../ui/useSecondPressGuard.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', height: '100vh', boxSizing: 'border-box' },
  video: { flexGrow: 1, minHeight: 0, width: '100%', objectFit: 'contain' },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: 'auto',
    padding: tokens.spacingHorizontalS,
  },
  words: { flexGrow: 1, minWidth: 0, ...oneLine },
  red: { backgroundColor: tokens.colorStatusDangerBackground3, color: tokens.colorNeutralForegroundOnBrand },
});

/**
 * Shows the call in a small window above all others, until the user returns to this tab or the call ends. The menu *More* opens the
 * window. Some browsers also open it by themselves when another tab comes to the front, if the user allows that.
 * @see https://developer.chrome.com/blog/automatic-picture-in-picture
 */
export function PictureInPicture() {
  const openWindow = useReadable(callWindow);
  useEffect(() => {
    const closeWhenVisible = () => {
      if (document.visibilityState === 'visible') closeCallWindow();
    };
    return joinStops(
      // The browser may refuse even the window that it has asked for. Then the call goes on without the window.
      setMediaAction('enterpictureinpicture', () => void openCallWindow().catch(() => {})),
      listenTo(document, ['visibilitychange'], closeWhenVisible),
      closeCallWindow,
    );
  }, []);
  return openWindow && <WindowPortal target={openWindow} />;
}

/** Gives the document of the window its title, its language for screen readers, and no margin. */
function prepareDocument(windowDocument: Document, title: string, language: string): void {
  windowDocument.title = title;
  windowDocument.documentElement.lang = language;
  windowDocument.body.style.margin = '0';
}

/** Renders the content into the small window, whose document needs style elements of its own. */
function WindowPortal({ target }: { target: Window }) {
  const { t, i18n } = useTranslation();
  const targetDocument = target.document;
  useSecondPressGuard(target);
  const renderer = useMemo(() => {
    const nonce = readStyleNonce();
    return createDOMRenderer(targetDocument, nonce ? { styleElementAttributes: { nonce } } : {});
  }, [targetDocument]);
  useEffect(() => {
    prepareDocument(targetDocument, t('pictureInPicture.title'), i18n.language);
  }, [targetDocument, t, i18n.language]);
  return createPortal(
    <RendererProvider renderer={renderer} targetDocument={targetDocument}>
      <FluentProvider theme={webDarkTheme} targetDocument={targetDocument} dir={i18n.dir()}>
        <WindowContent />
      </FluentProvider>
    </RendererProvider>,
    targetDocument.body,
  );
}

/** Opens or closes the small call window, or says why the window cannot be opened. */
export function PictureInPictureItem() {
  const { t } = useTranslation();
  const isOpen = useReadable(callWindow) !== null;
  const kind = findWindowKind();
  const needsVideo = kind === 'video' && findLargestVideo() === undefined;
  const reason = needsVideo ? t('pictureInPicture.needsVideo') : null;
  return (
    <MoreItem
      label={t(isOpen ? 'pictureInPicture.close' : 'pictureInPicture.open')}
      icon={<PictureInPicture20Regular />}
      unavailable={kind === null ? t('pictureInPicture.unavailable') : reason}
      onClick={() => {
        if (isOpen) closeCallWindow();
        // If the browser refuses, no window opens.
        else void openCallWindow().catch(() => {});
      }}
    />
  );
}

/** What the small window shows: the call screen's largest video, the title and time of the call, and its two main buttons. */
function WindowContent() {
  const { t } = useTranslation();
  const styles = useStyles();
  const title = useCallTitle();
  const connectedAt = useCall((call) => call.connectedAt);
  const muteFeature = useFeature(mute);
  const hangUpFeature = useFeature(hangUp);
  const { isMuted } = muteFeature.state;
  // The user may mean the call that was in the window a moment ago.
  const isSettling = usePhoneState((state) => state.isSettling);
  const isHangUpSettling = usePhoneState((state) => state.isHangUpSettling);
  return (
    <div className={styles.content}>
      <LargestVideo className={styles.video} />
      <div className={styles.row}>
        <span className={styles.words}>
          <CallTitleText title={title}>{title}</CallTitleText>{' '}
          {connectedAt !== null && <RunningTime since={connectedAt} label={t('call.time')} />}
        </span>
        <Button
          icon={isMuted ? <MicOff20Regular /> : <Mic20Regular />}
          aria-label={t(isMuted ? 'mute.off' : 'mute.on')}
          disabledFocusable={isSettling}
          onClick={() => muteFeature.run(!isMuted)}
        />
        <Button
          className={styles.red}
          icon={<CallEnd20Filled />}
          aria-label={t('hangUp')}
          disabledFocusable={isHangUpSettling}
          onClick={() => hangUpFeature.run()}
        />
      </div>
    </div>
  );
}

/** Milliseconds between two searches for the largest video. No single event tells when another video becomes the largest. */
const lookIntervalMs = 1_000;

/** Shows the call screen's largest video a second time. The call screen keeps its own element, so that nothing moves there. */
function LargestVideo({ className }: { className: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const follow = () => {
      const source = findLargestVideo()?.srcObject ?? null;
      if (!video.current || video.current.srcObject === source) return;
      video.current.srcObject = source;
      video.current.hidden = source === null;
    };
    follow();
    const timer = setInterval(follow, lookIntervalMs);
    return () => clearInterval(timer);
  }, []);
  // `muted`, because the sound of the call already comes from the tab.
  return <video ref={video} className={className} autoPlay playsInline muted hidden />;
}
