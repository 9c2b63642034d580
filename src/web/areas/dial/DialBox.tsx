import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { useCallee, type CalleeInput } from '../../callee/useCallee.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { CalleeActions } from './CalleeActions.tsx';
import { CallButtons } from './CallButtons.tsx';
import { ThreadField } from './ThreadField.tsx';
import { useThreadInput } from './useThreadInput.ts';

const useStyles = makeStyles({
  // The suggestions open below this card, so they never cover the buttons in it.
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    width: '100%',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    [onNarrowScreen]: { padding: tokens.spacingHorizontalM },
  },
});

/**
 * The card *Call someone*: finds the callee by the text that the user enters, says what *Call* will do, and places the call.
 * @param props.initial the text in the box when the page opens
 */
export function DialBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const connection = usePhoneState((state) => state.connection);
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const [input, setInput] = useState<CalleeInput>({ text: initial, chosenPeople: [] });
  const [cardElement, setCardElement] = useState<HTMLDivElement | null>(null);

  const callee = useCallee(input);
  const isOnline = connection === 'Connected';
  const threadInput = useThreadInput(callee.target);
  const { target } = threadInput;
  const canCall = target !== null && isOnline && !isPlacing;
  const placeCall = (withVideo: boolean) => {
    if (target && canCall) void phone.placeCall(target, { video: withVideo });
  };
  return (
    <div className={styles.card} ref={setCardElement}>
      <CalleeBox
        size="large"
        label={t('dial.label')}
        placeholder={t('dial.placeholder')}
        input={input}
        onChange={setInput}
        callee={callee}
        warning={callee.warning ?? (isOnline ? null : t('dial.offline'))}
        hint={callee.hint}
        suggestionsBelow={cardElement}
        onEnter={() => placeCall(false)}
      />
      {threadInput.isShown && <ThreadField {...threadInput} />}
      <CallButtons disabled={!canCall} isPlacing={isPlacing} onCall={placeCall}>
        <CalleeActions callee={callee} />
      </CallButtons>
    </div>
  );
}
