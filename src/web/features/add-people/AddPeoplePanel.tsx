import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPeople } from '../../add-people/addPeople.ts';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { isSameIdentity } from '../../calling/call/target.ts';
import { useFeature, usePresentIds } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';

const useStyles = makeStyles({
  // Contains the text box and the button. The suggestions open below this element, so they never cover the button.
  picker: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

export function AddPeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  // A state instead of a ref, because `CalleeBox` needs the element while it renders.
  const [pickerElement, setPickerElement] = useState<HTMLDivElement | null>(null);
  const { rawIds, clear, warning, ...boxProps } = usePeoplePicker();
  const { state, pending, run } = useFeature(addPeople);
  const unavailableReason = state.availability === 'yes' ? null : t(`unavailable.${state.availability}`);
  // With the consent `groupCall`, the app may create the chat that a group call needs; with `groupChat`, add people to this chat.
  // `unknown`: the app has not checked the consent yet.
  const chatConsent = useConsent('groupCall').state;
  const isChatPossible = !state.becomesGroupCall || chatConsent === 'granted' || chatConsent === 'unknown';
  const presentIds = usePresentIds();
  /** The first picked person who takes part already; `null` if nobody does. */
  const presentId = rawIds.find((rawId) => presentIds.some((id) => isSameIdentity(id, rawId))) ?? null;
  const presentName = usePersonName(presentId);
  const presentWarning = presentId === null ? null : t('addPeople.already', { name: presentName });
  const isReady = presentId === null && rawIds.length > 0 && unavailableReason === null && isChatPossible;
  const addPickedPeople = () => {
    if (!isReady) return;
    run(rawIds);
    clear();
  };
  return (
    <Panel title={t('addPeople.title')}>
      <Body1>{unavailableReason ?? t('addPeople.who')}</Body1>
      {unavailableReason === null && state.becomesGroupCall && (
        <>
          <Body1>{t('addPeople.grows')}</Body1>
          <ConsentPrompt feature="groupCall" />
        </>
      )}
      {unavailableReason === null && state.hasGroupChat && <ConsentPrompt feature="groupChat" />}
      <div className={styles.picker} ref={setPickerElement}>
        <CalleeBox
          suggestionsBelow={pickerElement}
          label={t('addPeople.to')}
          placeholder={t('callee.placeholder')}
          {...boxProps}
          warning={warning ?? presentWarning}
          onEnter={addPickedPeople}
        />
        <Button
          appearance="primary"
          aria-busy={pending}
          disabledFocusable={!isReady}
          onClick={addPickedPeople}
        >
          {t('addPeople.add')}
        </Button>
      </div>
    </Panel>
  );
}

export const AddPeopleItem = () => (
  <PanelItem feature={addPeople} titleKey="addPeople.title" icon={<PersonAdd20Regular />} />
);
