import { Button, makeStyles, Spinner, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { VideoOff48Regular } from '@fluentui/react-icons/svg/video-off';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenPreview } from '../../calling/devices/preview.ts';
import type { Problem } from '../../errors/problem.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { useDeviceAccess } from '../../ui/useDeviceAccess.ts';

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    display: 'grid',
    placeItems: 'center',
    aspectRatio: '16 / 9',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  noPicture: { color: tokens.colorNeutralForeground3 },
  problem: { marginBlockStart: tokens.spacingVerticalM },
  video: { position: 'absolute', inset: 0, '& > *': { width: '100%', height: '100%' } },
});

/** A button that opens a dialog with the picture of the user's camera. The camera is on only while the dialog is open. */
export function CameraCheck({ openPreview }: { openPreview: OpenPreview }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const restoreFocusTarget = useRestoreFocusTarget();
  return (
    <>
      <Button
        {...restoreFocusTarget}
        icon={<Video20Regular />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t('cameraCheck.open')}
      </Button>
      <ModalDialog
        open={isOpen}
        title={t('cameraCheck.title')}
        closeLabel={t('cameraCheck.close')}
        onClose={() => setOpen(false)}
      >
        <RestartingPreview openPreview={openPreview} />
      </ModalDialog>
    </>
  );
}

/** The picture. Opens the camera again when the user presses *Try again* or changes the camera's permission. */
function RestartingPreview({ openPreview }: { openPreview: OpenPreview }) {
  const [attempt, setAttempt] = useState(0);
  const isBlocked = useDeviceAccess().camera === 'denied';
  return (
    <Preview
      // A new key makes React replace the preview, which opens the camera.
      key={`${attempt} ${isBlocked}`}
      openPreview={openPreview}
      onRetry={() => setAttempt(attempt + 1)}
    />
  );
}

function Preview({ openPreview, onRetry }: { openPreview: OpenPreview; onRetry: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const element = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const { done, close } = openPreview(element.current);
    void done.then((result) => setProblem(result.ok ? null : result.problem));
    return close;
  }, [openPreview]);
  return (
    <>
      <div className={styles.frame} role="group" aria-label={t('cameraCheck.picture')}>
        {problem ? (
          <VideoOff48Regular className={styles.noPicture} aria-hidden />
        ) : (
          <Spinner size="medium" aria-label={t('cameraCheck.waiting')} />
        )}
        <div className={styles.video} ref={element} />
      </div>
      {/* Whatever the problem is, its button opens the camera again. */}
      {problem && (
        <div className={styles.problem}>
          <ProblemBar problem={{ ...problem, remedy: 'retry' }} onRemedy={onRetry} />
        </div>
      )}
    </>
  );
}
