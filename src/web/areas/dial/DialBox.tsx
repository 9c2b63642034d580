import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { useCallee, type Typed } from '../../callee/useCallee.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { narrow } from '../../ui/narrow.ts';
import { AboutCallee } from './AboutCallee.tsx';
import { CallButtons } from './CallButtons.tsx';
import { ThreadField } from './ThreadField.tsx';
import { useThread } from './useThread.ts';

const useStyles = makeStyles({
  // A card of its own, so that the suggestions, which must not cover the buttons, hang from it as from the box.
  box: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    width: '100%',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    [narrow]: { padding: tokens.spacingHorizontalM },
  },
});

/** *Call someone*: recognises or finds whom is meant, says what *Call* will do, and calls. */
export function DialBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const connection = usePhoneState((state) => state.connection);
  const dialling = usePhoneState((state) => state.dialling);
  const [typed, setTyped] = useState<Typed>({ text: initial, chosen: [] });
  const [card, setCard] = useState<HTMLDivElement | null>(null);

  const callee = useCallee(typed);
  const isOnline = connection === 'Connected';
  const thread = useThread(callee.target);
  const { target } = thread;
  const canCall = target !== null && isOnline && !dialling;
  const call = (video: boolean) => {
    if (target && canCall) void phone.dial(target, { video });
  };
  return (
    <div className={styles.box} ref={setCard}>
      <CalleeBox
        size="large"
        label={t('dial.label')}
        placeholder={t('dial.placeholder')}
        typed={typed}
        onChange={setTyped}
        callee={callee}
        warning={callee.warning ?? (isOnline ? null : t('dial.offline'))}
        hint={callee.hint}
        below={card}
        onEnter={() => call(false)}
      />
      {thread.isAsked && <ThreadField {...thread} />}
      <CallButtons disabled={!canCall} dialling={dialling} onCall={call}>
        <AboutCallee callee={callee} />
      </CallButtons>
    </div>
  );
}
