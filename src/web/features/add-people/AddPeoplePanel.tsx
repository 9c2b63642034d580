import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { useFeature } from '../../calling/react.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PanelItem } from '../PanelItem.tsx';
import { addPeople } from './addPeople.ts';

const useStyles = makeStyles({
  // The box and the button share this element. The suggestions open below the element, so they never cover the button.
  picker: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

export function AddPeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [pickerElement, setPickerElement] = useState<HTMLDivElement | null>(null);
  const picker = usePeoplePicker();
  const { state, pending, run } = useFeature(addPeople);
  const unavailableReason = state.availability === 'yes' ? null : t(`unavailable.${state.availability}`);
  // Without this consent, no chat can be created, and a 1:1 call cannot become a group call.
  const chatConsent = useConsent('groupCall').state;
  const mayGrow = !state.becomesGroupCall || chatConsent === 'granted' || chatConsent === 'unknown';
  const isReady = picker.rawIds.length > 0 && unavailableReason === null && mayGrow;
  const addPickedPeople = () => {
    if (!isReady) return;
    run(picker.rawIds);
    picker.clear();
  };
  return (
    <Panel title={t('addPeople.title')}>
      <Body1>{unavailableReason ?? t('addPeople.who')}</Body1>
      {state.becomesGroupCall && unavailableReason === null && <Body1>{t('addPeople.grows')}</Body1>}
      {state.becomesGroupCall && unavailableReason === null && <ConsentPrompt feature="groupCall" />}
      {state.hasGroupChat && unavailableReason === null && <ConsentPrompt feature="groupChat" />}
      <div className={styles.picker} ref={setPickerElement}>
        <CalleeBox
          suggestionsBelow={pickerElement}
          label={t('addPeople.to')}
          placeholder={t('callee.placeholder')}
          {...picker}
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
