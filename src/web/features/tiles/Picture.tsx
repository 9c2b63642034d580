import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../calling/react.tsx';
import { fromSdk } from '../../errors/fromSdk.ts';

const useStyles = makeStyles({
  picture: {
    position: 'absolute',
    inset: 0,
    // The SDK's renderer adds an element of its own, which must fill the tile whatever size the stream has.
    '& > *': { width: '100%', height: '100%' },
  },
  failed: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalXS,
    textAlign: 'center',
  },
  words: { margin: 0 },
});

const codeOf = (cause: unknown): string =>
  `picture-not-shown · ${fromSdk(cause, 'picture-not-shown').problem.detail}`;

interface PictureProps {
  participant: string | null;
  stream: number;
}

/** A video stream, drawn by the SDK's renderer: a participant's, or with `null` the user's own. */
export function Picture(props: PictureProps) {
  const [attempt, setAttempt] = useState(0);
  return <Drawn key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />;
}

/** One attempt to draw the stream. */
function Drawn({ participant, stream, onRetry }: PictureProps & { onRetry: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const session = useSession();
  const element = useRef<HTMLDivElement>(null);
  /** The error code if the stream cannot be drawn. */
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const { done, detach } = session.show(
      participant === null ? null : { participant, stream },
      element.current,
    );
    let isCurrent = true;
    void done.then((outcome) => {
      if (isCurrent) setFailure(typeof outcome === 'object' ? codeOf(outcome.failed) : null);
    });
    return () => {
      isCurrent = false;
      detach();
    };
  }, [session, participant, stream]);
  return (
    <>
      <div ref={element} className={styles.picture} />
      {failure !== null && (
        <div role="alert" className={styles.failed}>
          <p className={styles.words}>{t('problems.picture-not-shown')}</p>
          <small>{t('problems.code', { code: failure })}</small>
          <Button size="small" onClick={onRetry}>
            {t('remedies.retry')}
          </Button>
        </div>
      )}
    </>
  );
}
