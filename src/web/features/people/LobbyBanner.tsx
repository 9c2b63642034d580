import { Button } from '@fluentui/react-components';
import { PersonClock20Regular } from '@fluentui/react-icons/svg/person-clock';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { usePanel } from '../../ui/Panel.tsx';
import { people } from './people.ts';

/** Names the participant who has waited longest in the lobby, for a user who may admit that participant. */
export function LobbyBanner() {
  const { t } = useTranslation();
  const { name: openPanelName, togglePanel } = usePanel();
  const { state, pending, run } = useFeature(people);
  const [firstId = null, ...otherIds] = state.lobbyIds;
  const name = usePersonName(firstId);
  // The panel *People* lists everyone in the lobby, with the same buttons.
  if (firstId === null || openPanelName === people.name) return null;
  return (
    <Banner icon={<PersonClock20Regular />}>
      {t('people.waits', { name, count: otherIds.length })}
      {otherIds.length === 0 ? (
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={pending}
          onClick={() => run({ kind: 'admit', rawId: firstId })}
        >
          {t('people.admit', { name })}
        </Button>
      ) : (
        <>
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={pending}
            onClick={() => run({ kind: 'admitAll' })}
          >
            {t('people.admitAll')}
          </Button>
          <Button size="small" onClick={() => togglePanel(people.name)}>
            {t('people.seeLobby')}
          </Button>
        </>
      )}
    </Banner>
  );
}
