import { Button } from '@fluentui/react-components';
import { PersonClock20Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { people } from './people.ts';

/** Names the participant who has waited longest in the lobby, for a user who may admit them. The panel lists all. */
export function LobbyBanner() {
  const { t } = useTranslation();
  const { name: panel, toggle } = usePanel();
  const { state, pending, run } = useFeature(people);
  const [first = null, ...others] = state.lobby;
  const name = usePersonName(first);
  // The open panel shows the same, with the same buttons.
  if (first === null || panel === people.name) return null;
  return (
    <Banner icon={<PersonClock20Regular />}>
      {t('people.waits', { name, count: others.length })}
      {others.length === 0 ? (
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={pending}
          onClick={() => run({ kind: 'admit', id: first })}
        >
          {t('people.admit', { name })}
        </Button>
      ) : (
        <Button size="small" onClick={() => toggle(people.name)}>
          {t('people.seeLobby')}
        </Button>
      )}
    </Banner>
  );
}
