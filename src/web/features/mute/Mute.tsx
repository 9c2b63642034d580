import { Button } from '@fluentui/react-components';
import { Mic24Regular, Mic20Filled } from '@fluentui/react-icons/svg/mic';
import { MicOff24Filled, MicOff20Filled } from '@fluentui/react-icons/svg/mic-off';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeature, usePhoneState, useShortcut, useSession } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { useKeyDown } from '../../ui/useKeyDown.ts';
import { mute } from './mute.ts';
import { Banner } from '../../ui/Banner.tsx';

export function MuteButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(mute);
  return (
    <ControlButton
      label={state.isMuted ? t('mute.off') : t('mute.on')}
      shortLabel={state.isMuted ? t('mute.offShort') : t('mute.on')}
      icon={state.isMuted ? <MicOff24Filled /> : <Mic24Regular />}
      tone={state.isMuted ? 'alert' : undefined}
      shortcut={useShortcut('mute')}
      pending={pending || state.isChanging}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      // Does what the button says, even if the SDK has just reported another state. To unmute a user whose microphone the browser
      // refuses, asks for it again; if it stays refused, a message says how to allow it.
      onClick={() => run(state.isMuted && state.deviceProblem === 'refused' ? 'reopen' : !state.isMuted)}
    />
  );
}

/**
 * Says why others do not hear the user, and offers to reopen the microphone. If the service refuses to mute the user, says that
 * others may still hear the user, and offers to hold the call. Also handles push-to-talk, which has a banner, too.
 */
export function MuteBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(mute);
  // The message about the refusal says the same, and helps more.
  const isRefusalReported = usePhoneState(({ problems }) =>
    problems.some(({ code }) => code === 'microphone-refused'),
  );
  const shownTrouble = state.deviceProblem === 'refused' && isRefusalReported ? null : state.deviceProblem;
  return (
    <>
      <PushToTalk />
      {state.delay !== null && (
        <Banner icon={state.delay === 'mayBeHeard' ? <Mic20Filled /> : <MicOff20Filled />}>
          {t(`mute.delay.${state.delay}`)}
          {state.delay === 'mayBeHeard' && (
            <Button size="small" appearance="primary" onClick={() => run('hold')}>
              {t('mute.holdInstead')}
            </Button>
          )}
        </Banner>
      )}
      {shownTrouble !== null && (
        <Banner icon={<MicOff20Filled />}>
          {t(`mute.trouble.${shownTrouble}`)}
          <Button size="small" appearance="primary" disabledFocusable={pending} onClick={() => run('reopen')}>
            {t('mute.repair')}
          </Button>
        </Banner>
      )}
    </>
  );
}

/** A CSS selector: in these elements, the space bar does something else. */
const elementsUsingSpace =
  'input, textarea, select, button, a[href], summary, [contenteditable], [role=menuitem], [role=option], [role=dialog], [role=alertdialog]';

/** Unmutes the user while they hold down the space bar. Releasing the bar or leaving the window mutes them again. */
function PushToTalk() {
  const { t } = useTranslation();
  const session = useSession();
  const { state } = useFeature(mute);
  const [isSpaceHeld, setSpaceHeld] = useState(false);
  const canStartTalking = state.isMuted && state.availability === 'yes';
  useKeyDown((event) => {
    if (isSpaceHeld || !canStartTalking) return;
    if (event.code !== 'Space' || event.repeat || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(elementsUsingSpace)) return;
    event.preventDefault();
    setSpaceHeld(true);
  });
  useEffect(() => {
    if (!isSpaceHeld) return;
    // `false` unmutes the user.
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
