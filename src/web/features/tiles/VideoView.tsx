import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../calling/react.tsx';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

/** The largest size at which the whole video fits into the tile. */
const whole = {
  width: 'min(100cqw, 100cqh * var(--ratio, 16 / 9))',
  height: 'min(100cqh, 100cqw / (var(--ratio, 16 / 9)))',
};

const useStyles = makeStyles({
  frame: { position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', containerType: 'size' },
  // The SDK fills this element with the video and cuts off what does not fit. So either the element fills the tile, or it has the
  // shape of the video and leaves a part of the tile empty, never both. `--ratio` is the video's width divided by its height.
  video: {
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    // Most of an upright video would be lost in a wide tile.
    '&[data-upright]': whole,
    // The element that the SDK's renderer adds would otherwise have the size of the stream.
    '& > *': { width: '100%', height: '100%' },
  },
  whole,
  failure: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    textAlign: 'center',
    containerType: 'size',
    // Keeps the button above the name of the tile.
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} 32px`,
  },
  // A tile of little height has room for the button only. Screen readers still read the message and the code.
  words: { margin: 0, '@container (max-height: 120px)': visuallyHidden },
});

/** Writes the code of the problem, for example `picture-not-shown · 500/43207`. */
const formatCode = (cause: unknown): string =>
  `picture-not-shown · ${translateSdkError(cause, 'picture-not-shown').problem.detail}`;

interface VideoViewProps {
  /** Raw id of the participant who sends the video; `null` for the user's own camera. */
  participantId: string | null;
  /** The SDK's id of the stream. It is ignored for the user's own camera. */
  streamId: number;
  /** Whether the video is shown whole; by default it fills the tile. */
  isWhole?: boolean;
}

/** A video that the SDK's renderer draws. If drawing fails, the view says so and offers to try again. */
export function VideoView(props: VideoViewProps) {
  const [attempt, setAttempt] = useState(1);
  return <VideoAttempt key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />;
}

/** One attempt to draw the video. *Try again* replaces this component by a new instance. */
function VideoAttempt({
  participantId,
  streamId,
  isWhole = false,
  onRetry,
}: VideoViewProps & { onRetry: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const session = useSession();
  const videoBox = useRef<HTMLDivElement>(null);
  const [failureCode, setFailureCode] = useState<string | null>(null);
  useEffect(() => {
    const container = videoBox.current;
    if (!container) return undefined;
    const { done, detach } = session.showVideo(participantId === null ? null : streamId, container);
    const stopFollowing = followVideoShape(container);
    let isCurrent = true;
    void done.then((outcome) => {
      // The outcome of a failure is an object, and the others are strings.
      if (isCurrent) setFailureCode(typeof outcome === 'object' ? formatCode(outcome.failed) : null);
    });
    return () => {
      isCurrent = false;
      stopFollowing();
      detach();
    };
  }, [session, participantId, streamId]);
  return (
    <>
      <div className={styles.frame}>
        <div ref={videoBox} className={mergeClasses(styles.video, isWhole && styles.whole)} />
      </div>
      {failureCode !== null && (
        <div role="alert" className={styles.failure}>
          <p className={styles.words}>{t('problems.picture-not-shown')}</p>
          <small className={styles.words}>{t('problems.code', { code: failureCode })}</small>
          <Button size="small" onClick={onRetry}>
            {t('remedies.retry')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Tells an element's styles the shape of its video after each change. @returns a function that stops this */
function followVideoShape(container: HTMLElement): () => void {
  const onResize = ({ target }: Event) => {
    if (!(target instanceof HTMLVideoElement) || target.videoHeight === 0) return;
    const ratio = target.videoWidth / target.videoHeight;
    container.style.setProperty('--ratio', String(ratio));
    container.toggleAttribute('data-upright', ratio < 1);
  };
  // The SDK adds the video later, and these events do not bubble. In their capture phase, the container gets them all the same.
  const events = ['loadedmetadata', 'resize'];
  for (const event of events) container.addEventListener(event, onResize, { capture: true });
  return () => {
    for (const event of events) container.removeEventListener(event, onResize, { capture: true });
  };
}
