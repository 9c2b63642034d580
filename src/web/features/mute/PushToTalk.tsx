import { Mic20Filled } from '@fluentui/react-icons/svg/mic';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { mute } from './mute.ts';

/** A CSS selector for the elements in which the space bar does something else. */
const elementsUsingSpace =
  'input, textarea, select, button, a[href], summary, [contenteditable], [role=menuitem], [role=option], [role=dialog], [role=alertdialog]';

/** Unmutes the user while the user holds down the space bar. Releasing the bar or leaving the window mutes the user again. */
export function PushToTalk() {
  const { t } = useTranslation();
  const session = useSession();
  const { state } = useFeature(mute);
  const [isSpaceHeld, setSpaceHeld] = useState(false);
  const canStartTalking = state.isMuted && state.availability === 'yes';
  useEffect(() => {
    if (isSpaceHeld || !canStartTalking) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const hasNoModifier = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      const isSpaceUnused = !(event.target instanceof Element && event.target.closest(elementsUsingSpace));
      if (
        event.code !== 'Space' ||
        event.repeat ||
        event.defaultPrevented ||
        !hasNoModifier ||
        !isSpaceUnused
      )
        return;
      event.preventDefault();
      setSpaceHeld(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isSpaceHeld, canStartTalking]);
  useEffect(() => {
    if (!isSpaceHeld) return;
    // The input `false` unmutes the user.
    void session.run(mute, false);
    const stopTalking = () => setSpaceHeld(false);
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.code === 'Space') stopTalking();
    };
    document.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', stopTalking);
    return () => {
      document.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', stopTalking);
      void session.run(mute, true);
    };
  }, [isSpaceHeld, session]);
  const isHeard = !state.isMuted && state.delay === null;
  return isSpaceHeld && isHeard ? <Banner icon={<Mic20Filled />}>{t('mute.held')}</Banner> : null;
}
