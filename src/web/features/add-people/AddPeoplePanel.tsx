import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { addPeople } from './addPeople.ts';

const useStyles = makeStyles({
  // One element, so that the suggestions appear below the button and never cover it.
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** Lets the user choose people and call them into the call. */
export function AddPeoplePanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [card, setCard] = useState<HTMLDivElement | null>(null);
  const box = usePeoplePicker();
  const { state, pending, run } = useFeature(addPeople);
  const reason = state.can === 'yes' ? null : t(`unavailable.${state.can}`);
  const isReady = box.rawIds.length > 0 && reason === null && !pending;
  const add = () => {
    if (!isReady) return;
    run(box.rawIds);
    box.clear();
  };
  return (
    <Panel title={t('addPeople.title')}>
      <Body1>{reason ?? t('addPeople.who')}</Body1>
      {state.grows && reason === null && <Body1>{t('addPeople.grows')}</Body1>}
      <div className={styles.choice} ref={setCard}>
        <CalleeBox
          suggestionsBelow={card}
          label={t('addPeople.to')}
          placeholder={t('callee.placeholder')}
          {...box}
          onEnter={add}
        />
        <Button appearance="primary" aria-busy={pending} disabledFocusable={!isReady} onClick={add}>
          {t('addPeople.add')}
        </Button>
      </div>
    </Panel>
  );
}
