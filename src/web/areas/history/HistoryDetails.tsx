import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../calling/react.tsx';
import { lacksCountryCode } from '../../calling/call/target.ts';
import { NoteFields } from '../../history/NoteFields.tsx';
import { StarButton } from '../../people/StarButton.tsx';
import { CallFacts } from './CallFacts.tsx';
import type { CallGroup } from './groupRepeats.ts';
import { RepeatList } from './RepeatList.tsx';
import { findCallBackTarget } from './rowActions.ts';
import { useEntryName } from './useEntryName.ts';

const useStyles = makeStyles({
  details: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalL}`,
    marginInlineStart: tokens.spacingHorizontalM,
    borderInlineStartWidth: '2px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What the list knows about a call, below its row. Of repeated calls, the user chooses the one that is shown. */
export function HistoryDetails({ group, canPlaceCall }: { group: CallGroup; canPlaceCall: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const entry = group.entries.find(({ key }) => key === chosenKey) ?? group.entries[0];
  const name = useEntryName(entry);
  const target = findCallBackTarget(entry);
  const createCallHandler = (video: boolean) => () => target && void phone.placeCall(target, { video });
  return (
    <div role="group" aria-label={t('history.details')} className={styles.details}>
      {target && (
        <div className={styles.buttons}>
          <Button
            icon={<Call20Regular />}
            disabledFocusable={!canPlaceCall}
            onClick={createCallHandler(false)}
          >
            {t('history.callBack')}
          </Button>
          <Button
            icon={<Video20Regular />}
            aria-label={t('person.videoCall', { name })}
            disabledFocusable={!canPlaceCall}
            onClick={createCallHandler(true)}
          />
          {entry.other !== null && !lacksCountryCode(entry.other) && (
            <StarButton rawId={entry.other} name={name} />
          )}
        </div>
      )}
      {group.entries.length > 1 && (
        <RepeatList name={name} entries={group.entries} chosenKey={entry.key} onChoose={setChosenKey} />
      )}
      <CallFacts entry={entry} />
      <NoteFields key={entry.key} callKey={entry.key} />
    </div>
  );
}
