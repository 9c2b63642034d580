import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadableLater } from '../base/useReadableLater.ts';
import { lacksCountryCode } from '../calling/call/target.ts';
import { useHistory } from '../history/HistoryProvider.tsx';
import { toDisplayId } from '../people/displayId.ts';
import { OtherPeople } from './OtherPeople.tsx';
import type { PressedPerson } from './PersonRow.tsx';

const useStyles = makeStyles({
  text: { margin: 0, padding: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2 },
});

/** The number of people that are suggested as favourites. */
const maxSuggestions = 6;

/** What the list shows while there is no favourite: how to add one, and the people of the last calls. */
export function NoFavourites({ onOpen }: { onOpen: (person: PressedPerson) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const entries = useReadableLater(useHistory().entries, (all) => all);
  const recentNames = new Map<string, string>();
  for (const { other, name } of entries)
    if (other !== null && !lacksCountryCode(other) && !recentNames.has(other))
      recentNames.set(other, name ?? toDisplayId(other));
  const recentPeople = [...recentNames].slice(0, maxSuggestions).map(([id, name]) => ({ id, name }));
  return (
    <>
      <Body1 as="p" className={styles.text}>
        {t('favourites.empty')}
      </Body1>
      {recentPeople.length > 0 && (
        <OtherPeople
          title={t('favourites.recent')}
          people={recentPeople}
          hasActions={false}
          onOpen={onOpen}
        />
      )}
    </>
  );
}
