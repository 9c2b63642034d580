import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../calling/react.tsx';

const useStyles = makeStyles({
  picture: {
    position: 'absolute',
    inset: 0,
    // The SDK's renderer brings its own element; it fills the tile, whatever size the stream has.
    '& > *': { width: '100%', height: '100%' },
  },
  failed: { position: 'absolute', insetInline: 0, bottom: '50%', textAlign: 'center', margin: 0 },
});

/** A remote stream, or with `null` our own camera, drawn by the SDK into this element. */
export function Picture({ participant, stream }: { participant: string | null; stream: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const session = useSession();
  const element = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const { done, detach } = session.show(
      participant === null ? null : { participant, stream },
      element.current,
    );
    void done.then((outcome) => setFailed(typeof outcome === 'object'));
    return detach;
  }, [session, participant, stream]);
  return (
    <>
      <div ref={element} className={styles.picture} />
      {failed && <p className={styles.failed}>{t('call.noPicture')}</p>}
    </>
  );
}
