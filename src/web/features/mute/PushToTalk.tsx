import { Mic20Filled } from '@fluentui/react-icons/svg/mic';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { mute } from './mute.ts';

/** Elements in which the space bar does something else. */
const usesSpace =
  'input, textarea, select, button, a[href], summary, [contenteditable], [role=menuitem], [role=option], [role=dialog], [role=alertdialog]';

/** Unmutes while the user holds down the space bar. The user is muted again on releasing it or leaving the window. */
export function PushToTalk() {
  const { t } = useTranslation();
  const session = useSession();
  const { state } = useFeature(mute);
  const [isHeld, setHeld] = useState(false);
  const canTalk = state.isMuted && state.can === 'yes';
  useEffect(() => {
    if (isHeld || !canTalk) return;
    const down = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      const isFree = !(event.target instanceof Element && event.target.closest(usesSpace));
      if (event.code !== 'Space' || event.repeat || event.defaultPrevented || !isPlain || !isFree) return;
      event.preventDefault();
      setHeld(true);
    };
    document.addEventListener('keydown', down);
    return () => document.removeEventListener('keydown', down);
  }, [isHeld, canTalk]);
  useEffect(() => {
    if (!isHeld) return;
    void session.run(mute, false);
    const end = () => setHeld(false);
    const up = (event: KeyboardEvent) => {
      if (event.code === 'Space') end();
    };
    document.addEventListener('keyup', up);
    window.addEventListener('blur', end);
    return () => {
      document.removeEventListener('keyup', up);
      window.removeEventListener('blur', end);
      void session.run(mute, true);
    };
  }, [isHeld, session]);
  return isHeld ? <Banner icon={<Mic20Filled />}>{t('mute.held')}</Banner> : null;
}
