import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { useCallee, type CalleeInput } from '../../callee/useCallee.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { narrow } from '../../ui/narrow.ts';
import { AboutCallee } from './AboutCallee.tsx';
import { CallButtons } from './CallButtons.tsx';
import { ThreadField } from './ThreadField.tsx';
import { useThread } from './useThread.ts';

const useStyles = makeStyles({
  // The suggestions open below this card, and so do not cover the buttons in it.
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

/**
 * *Call someone*: finds the callee by the text that the user enters, says what *Call* will do, and calls.
 * @param initial the text in the box at first
 */
export function DialBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const connection = usePhoneState((state) => state.connection);
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const [input, setInput] = useState<CalleeInput>({ text: initial, chosen: [] });
  const [card, setCard] = useState<HTMLDivElement | null>(null);

  const callee = useCallee(input);
  const isOnline = connection === 'Connected';
  const thread = useThread(callee.target);
  const { target } = thread;
  const canCall = target !== null && isOnline && !isPlacing;
  const call = (video: boolean) => {
    if (target && canCall) void phone.placeCall(target, { video });
  };
  return (
    <div className={styles.box} ref={setCard}>
      <CalleeBox
        size="large"
        label={t('dial.label')}
        placeholder={t('dial.placeholder')}
        input={input}
        onChange={setInput}
        callee={callee}
        warning={callee.warning ?? (isOnline ? null : t('dial.offline'))}
        hint={callee.hint}
        suggestionsBelow={card}
        onEnter={() => call(false)}
      />
      {thread.isShown && <ThreadField {...thread} />}
      <CallButtons disabled={!canCall} isPlacing={isPlacing} onCall={call}>
        <AboutCallee callee={callee} />
      </CallButtons>
    </div>
  );
}
